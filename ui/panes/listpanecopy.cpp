// The clipboard's and the context menu's side of a list pane.
#include <QApplication>
#include <QClipboard>
#include <QMenu>

#include "ui/panes/listpane.h"
#include "ui/presenters/rowcopy.h"
#include "ui/presenters/statuslook.h"
#include "ui/review/reviewmenu.h"
#include "ui/review/reviewpick.h"

namespace billing::ui {

void ListPane::copySelection() {
  // A short table of the detail that has the focus comes before the list.
  auto* within = qobject_cast<DataTable*>(QApplication::focusWidget());
  const int rows = (within != nullptr && isAncestorOf(within) ? within : table_)->copy();
  if (rows == 0) return;
  Q_EMIT context_.navigator.noticed(rows == 1 ? tr("Row copied") : tr("%1 rows copied").arg(rows));
}

QString ListPane::filterWords() const {
  QStringList words;
  if (!model_->query().text.isEmpty()) words << QStringLiteral("“%1”").arg(model_->query().text);
  for (const store::FieldFilter& filter : model_->query().filters)
    if (filter.enabled) words << chipText(filter, spec_.filters);
  return words.join(QStringLiteral(", "));
}

void ListPane::fillCopyMenu(QMenu& menu) {
  const auto put = [](const QString& text) { QGuiApplication::clipboard()->setText(text); };
  const QModelIndex cell = table_->currentIndex();
  connect(menu.addAction(tr("Copy cell")), &QAction::triggered, this, [this, cell] { table_->copyCell(cell); });
  QAction* copy = menu.addAction(tr("Copy rows"));
  copy->setShortcut(QKeySequence::Copy);
  connect(copy, &QAction::triggered, this, &ListPane::copySelection);
  connect(menu.addAction(tr("Copy as JSON")), &QAction::triggered, this,
          [this, put] { put(QString::fromUtf8(rowsAsJson(*model_, table_->selectedRows(), table_->shownColumns()))); });
  connect(menu.addAction(tr("Copy as CSV")), &QAction::triggered, this,
          [this, put] { put(rowsAsCsv(*model_, table_->selectedRows(), table_->shownColumns())); });
  connect(menu.addAction(tr("Copy as Markdown")), &QAction::triggered, this,
          [this, put] { put(rowsAsMarkdown(*model_, table_->selectedRows(), table_->shownColumns())); });
}

void ListPane::openContextMenu(const QPoint& at) {
  const QModelIndex index = table_->indexAt(at).isValid() ? table_->indexAt(at) : table_->currentIndex();
  if (!index.isValid()) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  addRowActions(*menu);
  if (!menu->isEmpty()) menu->addSeparator();
  if (!reviewedEntity(spec_.list).isEmpty()) fillReviewMenu(*menu, context_, *this);
  fillCopyMenu(*menu);
  const QByteArray field = index.data(models::FieldRole).toByteArray();
  const FilterField* filter = findField(spec_.filters, field);
  const QVariant value = index.data(models::RawValueRole);
  if (filter != nullptr && filter->kind == FilterKind::Choice && value.isValid()) {
    menu->addSeparator();
    connect(menu->addAction(tr("Only %1: %2").arg(filter->title, statusLook(value.toString()).word)),
            &QAction::triggered, this,
            [this, field, value] { filters_->addFilters({{field, store::FilterOp::Is, {value}}}); });
    connect(menu->addAction(tr("Without %1: %2").arg(filter->title, statusLook(value.toString()).word)),
            &QAction::triggered, this,
            [this, field, value] { filters_->addFilters({{field, store::FilterOp::IsNot, {value}}}); });
  }
  menu->popup(table_->viewport()->mapToGlobal(at));
}

}  // namespace billing::ui
