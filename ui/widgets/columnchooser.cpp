#include "ui/widgets/columnchooser.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QWidgetAction>

#include "ui/theme/metrics.h"

namespace billing::ui {

using models::CellKind;
using models::Column;

double usualColumnWidth(CellKind kind) {
  switch (kind) {
    case CellKind::Id:
      return 18;
    case CellKind::Money:
      return 12;
    case CellKind::Count:
    case CellKind::Duration:
    case CellKind::Flag:
      return 9;
    case CellKind::Quantity:
    case CellKind::History:
      return 13;
    case CellKind::Forecast:
      return 20;
    case CellKind::Due:
      return 18;
    case CellKind::Percent:
      return 22;
    case CellKind::Instant:
    case CellKind::Date:
      return 13;
    case CellKind::Status:
      return 14;
    case CellKind::Text:
      return 20;
  }
  return 16;
}

ColumnChooser::ColumnChooser(DataTable& table, QSettings& settings, QString list, QVector<ColumnWish> first,
                             QWidget* parent)
    : QMenu(parent), table_(table), settings_(settings), list_(std::move(list)), first_(std::move(first)) {
  setObjectName(QStringLiteral("columnChooser"));
  connect(this, &QMenu::aboutToShow, this, &ColumnChooser::fill);
  connect(table_.horizontalHeader(), &QHeaderView::sectionMoved, this, [this] { keep(); });
}

QString ColumnChooser::key(const char* what) const {
  return QStringLiteral("lists/%1/%2").arg(list_, QLatin1String(what));
}

QStringList ColumnChooser::shownColumns() const {
  QStringList names;
  const QHeaderView* header = table_.horizontalHeader();
  for (int visual = 0; visual < header->count(); ++visual) {
    const int column = header->logicalIndex(visual);
    if (!header->isSectionHidden(column)) names << QString::fromLatin1(table_.facts()->columns().at(column).field);
  }
  return names;
}

void ColumnChooser::showColumns(const QStringList& names) {
  QHeaderView* header = table_.horizontalHeader();
  const QSignalBlocker quiet(header);
  int visual = 0;
  for (const QString& name : names) {
    const int column = table_.facts()->columnOf(name.toLatin1());
    if (column < 0) continue;
    header->setSectionHidden(column, false);
    header->moveSection(header->visualIndex(column), visual++);
  }
  if (visual == 0) return;
  for (; visual < header->count(); ++visual) header->setSectionHidden(header->logicalIndex(visual), true);
}

void ColumnChooser::restore() {
  setInitialWidths();
  QStringList names = settings_.value(key("columns")).toStringList();
  if (names.isEmpty())
    for (const ColumnWish& wish : std::as_const(first_)) names << QString::fromLatin1(wish.field);
  if (names.isEmpty())
    for (const Column& column : table_.facts()->columns())
      if (column.shownAtFirst) names << QString::fromLatin1(column.field);
  showColumns(names);
}

void ColumnChooser::setInitialWidths() {
  const auto& columns = table_.facts()->columns();
  for (int i = 0; i < columns.size(); ++i)
    table_.setColumnWidth(i, chars(&table_, usualColumnWidth(columns.at(i).kind)));
  for (const ColumnWish& wish : std::as_const(first_))
    if (table_.facts()->columnOf(wish.field) >= 0)
      table_.setColumnWidth(table_.facts()->columnOf(wish.field), chars(&table_, wish.width));
}

void ColumnChooser::keep() const {
  settings_.setValue(key("columns"), shownColumns());
}

void ColumnChooser::fill() {
  clear();
  const auto& columns = table_.facts()->columns();
  for (int i = 0; i < columns.size(); ++i) {
    // Check boxes keep the menu open: people switch several columns at once.
    auto* box = new QCheckBox(columns.at(i).title, this);
    box->setObjectName(QStringLiteral("column_%1").arg(QLatin1String(columns.at(i).field)));
    box->setChecked(!table_.isColumnHidden(i));
    box->setContentsMargins(space(this, 2), space(this, 1), space(this, 4), space(this, 1));
    auto* action = new QWidgetAction(this);
    action->setDefaultWidget(box);
    addAction(action);
    connect(box, &QCheckBox::toggled, this, [this, i, box](bool on) {
      if (!on && shownColumns().size() == 1) {
        box->setChecked(true);  // a table without columns cannot be mended by clicking in it
        return;
      }
      table_.setColumnHidden(i, !on);
      keep();
    });
  }
  addSeparator();
  connect(addAction(tr("Reset columns")), &QAction::triggered, this, [this] {
    settings_.remove(key("columns"));
    restore();
  });
}

}  // namespace billing::ui
