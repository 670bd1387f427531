#include "ui/exports/exportactions.h"

#include <QMenu>
#include <QToolButton>
#include <array>

#include "reports/exportrecord.h"
#include "ui/exports/exportdialog.h"
#include "ui/panes/listpane.h"
#include "ui/theme/icons.h"

namespace billing::ui {
namespace {

using reports::Format;

reports::ReportHead headOfList(const PaneContext& context, ListPane& pane) {
  reports::ReportHead head = reports::headOf(context.services.profile);
  head.list = pane.listName();
  head.title = reports::listTitle(pane.listName().toLatin1());
  head.filter = pane.filterWords();
  head.filterShape = reports::filterShapeOf(pane.model().query());
  head.madeAt = context.nowMs();
  return head;
}

store::IdVector idsShown(ListPane& pane) {
  store::IdVector ids;
  const auto count = static_cast<int>(pane.model().shownCount());
  ids.reserve(count);
  for (int row = 0; row < count; ++row) ids.push_back(static_cast<quint32>(pane.model().idAt(row)));
  return ids;
}

}  // namespace

ExportSeed exportSeedOf(const PaneContext& context, ListPane& pane) {
  const QByteArray list = pane.listName().toLatin1();
  ExportSeed seed;
  seed.head = headOfList(context, pane);
  seed.columns = reports::columnsOfList(list);
  QByteArrayList known;
  for (const auto& column : seed.columns) known << column.name;
  for (const int index : pane.table().shownColumns()) {
    const models::Column& column = pane.model().columns().at(index);
    if (known.contains(column.field))
      seed.shown << column.field;
    else
      seed.onlyDrawn << column.title;
  }
  store::IdVector selected;
  for (const qint64 id : pane.table().selectedIds()) selected.push_back(static_cast<quint32>(id));
  const store::IdVector shown = idsShown(pane);
  seed.rows = shown.size();
  seed.selected = static_cast<int>(selected.size());
  seed.make = [&queries = context.services.queries, list, shown, selected](const QByteArrayList& columns, bool only) {
    return reports::listExport(queries, {list, columns, {}, only ? selected : shown});
  };
  return seed;
}

QToolButton* exportButton(const PaneContext& context, ListPane& pane) {
  return exportButton(context, pane, [&context, &pane] { return exportSeedOf(context, pane); });
}

QToolButton* exportButton(const PaneContext& context, QWidget& pane, std::function<ExportSeed()> seed) {
  if (context.services.reports == nullptr) return nullptr;
  auto* button = new QToolButton;
  button->setObjectName(QStringLiteral("exportButton"));
  button->setText(ExportDialog::tr("Export"));
  button->setIcon(symbol(QStringLiteral("arrow-down"), Tone::Muted));
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setAccessibleName(ExportDialog::tr("Export"));
  button->setToolTip(ExportDialog::tr("The rows shown as a file (Ctrl+E)"));
  button->setFocusPolicy(Qt::StrongFocus);
  button->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(button);
  const auto add = [&](const QString& text, std::optional<Format> format) {
    QObject::connect(menu->addAction(text), &QAction::triggered, &pane,
                     [&context, &pane, seed, format] { openExport(context, seed(), format, pane.window()); });
  };
  for (const Format format : {Format::Csv, Format::Xlsx, Format::JsonLines, Format::Pdf})
    add(formatTitle(format), format);
  menu->addSeparator();
  add(ExportDialog::tr("Options…"), std::nullopt);
  button->setMenu(menu);
  return button;
}

void openExport(const PaneContext& context, ExportSeed seed, std::optional<Format> format, QWidget* window) {
  auto* board = window->findChild<ExportBoard*>();
  if (board == nullptr) return;
  auto* dialog = new ExportDialog(context, std::move(seed), format, window);
  QObject::connect(dialog, &ExportDialog::wanted, board, [board](const ExportOrder& order) { board->start(order); });
  dialog->open();
}

}  // namespace billing::ui
