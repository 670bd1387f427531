#include "ui/details/detailpage.h"

#include <QHeaderView>
#include <QMenu>
#include <QStackedWidget>

#include "ui/theme/metrics.h"
#include "ui/widgets/columnchooser.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"

namespace billing::ui {

namespace {

/// Beside a list there is half the room: texts and ids give way, words of state do not.
double narrowing(models::CellKind kind) {
  using models::CellKind;
  if (kind == CellKind::Status) return 1.15;
  return kind == CellKind::Text || kind == CellKind::Id || kind == CellKind::Money ? 0.8 : 1;
}

void offerCopying(DataTable* table) {
  table->setContextMenuPolicy(Qt::CustomContextMenu);
  QObject::connect(table, &QWidget::customContextMenuRequested, table, [table](const QPoint& at) {
    const QModelIndex cell = table->indexAt(at).isValid() ? table->indexAt(at) : table->currentIndex();
    if (!cell.isValid()) return;
    auto* menu = new QMenu(table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(menu->addAction(DataTable::tr("Copy cell")), &QAction::triggered, table,
                     [table, cell] { table->copyCell(cell); });
    QAction* rows = menu->addAction(DataTable::tr("Copy rows"));
    rows->setShortcut(QKeySequence::Copy);
    QObject::connect(rows, &QAction::triggered, table, &DataTable::copy);
    if (!table->actions().isEmpty()) menu->addSeparator();
    menu->addActions(table->actions());
    menu->popup(table->viewport()->mapToGlobal(at));
  });
}

}  // namespace

DataTable* shortTable(const QString& name, const QString& spoken, models::FactTableModel* model,
                      const QStringList& columns) {
  auto* table = new DataTable;
  table->setObjectName(name);
  table->setAccessibleName(spoken);
  table->setFacts(model);
  table->setSortingEnabled(false);
  QHeaderView* header = table->horizontalHeader();
  header->setSortIndicatorShown(false);
  int visual = 0;
  for (const QString& field : columns) {
    const int column = model->columnOf(field.toLatin1());
    if (column >= 0) header->moveSection(header->visualIndex(column), visual++);
  }
  for (; visual < header->count() && visual > 0; ++visual) header->setSectionHidden(header->logicalIndex(visual), true);
  for (int i = 0; i < model->columnCount(); ++i) {
    const models::CellKind kind = model->columns().at(i).kind;
    table->setColumnWidth(i, chars(table, usualColumnWidth(kind) * narrowing(kind)));
  }
  offerCopying(table);
  return table;
}

QWidget* shortList(DataTable* table, const QString& icon, const QString& emptyTitle, const QString& emptyWhy) {
  auto* stack = new QStackedWidget;
  auto* empty = new EmptyState;
  empty->say(icon, emptyTitle, emptyWhy);
  stack->addWidget(table);
  stack->addWidget(empty);
  const models::FactTableModel* model = table->facts();
  const auto choose = [stack, model] { stack->setCurrentIndex(model->rowCount() == 0 ? 1 : 0); };
  QObject::connect(model, &QAbstractItemModel::modelReset, stack, choose);
  choose();
  return stack;
}

}  // namespace billing::ui
