#include "ui/details/detailpage.h"

#include <QHeaderView>

#include "ui/theme/metrics.h"
#include "ui/widgets/columnchooser.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"

namespace billing::ui {

QVBoxLayout* addDetailPage(QWidget* view, QStackedWidget* stack, EmptyState* empty) {
  auto* column = new QVBoxLayout(view);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(stack);
  auto* page = new QWidget;
  page->setAutoFillBackground(true);
  page->setBackgroundRole(QPalette::Base);
  auto* rows = new QVBoxLayout(page);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  stack->addWidget(empty);
  stack->addWidget(page);
  return rows;
}

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
  header->setStretchLastSection(false);
  for (int i = 0; i < model->columnCount(); ++i)
    table->setColumnWidth(i, chars(table, usualColumnWidth(model->columns().at(i).kind) * 0.8));
  header->setSectionResizeMode(header->logicalIndex(0), QHeaderView::Stretch);
  return table;
}

}  // namespace billing::ui
