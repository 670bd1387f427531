#include "ui/widgets/rolestable.h"

#include <QCoreApplication>
#include <QHeaderView>

#include "ui/presenters/rolewords.h"

namespace billing::ui {
namespace {

QString sayRight(const char* text) {
  return QCoreApplication::translate("billing::ui::RolesTable", text);
}

}  // namespace

void prepareReadTable(QTableWidget& table) {
  table.setSelectionBehavior(QAbstractItemView::SelectRows);
  table.setSelectionMode(QAbstractItemView::SingleSelection);
  table.setEditTriggers(QAbstractItemView::NoEditTriggers);
  table.setTabKeyNavigation(false);
  table.setShowGrid(false);
  table.setAlternatingRowColors(true);
  table.verticalHeader()->hide();
  table.horizontalHeader()->setHighlightSections(false);
  table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table.horizontalHeader()->setSectionResizeMode(table.columnCount() - 1, QHeaderView::Stretch);
}

void fillRoleMatrix(QTableWidget& table) {
  table.setColumnCount(1 + static_cast<int>(operations::kRoles.size()));
  QStringList titles{sayRight("What")};
  for (const auto role : operations::kRoles) titles += roleTitle(role);
  table.setHorizontalHeaderLabels(titles);
  prepareReadTable(table);
  table.horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  table.horizontalHeader()->setSectionResizeMode(table.columnCount() - 1, QHeaderView::ResizeToContents);
  const auto rows = operations::permissionMatrix();
  table.setRowCount(static_cast<int>(rows.size()));
  int line = 0;
  for (const auto& row : rows) {
    table.setItem(line, 0, new QTableWidgetItem(sayRight(row.words)));
    int column = 1;
    for (const auto role : operations::kRoles) {
      auto* cell = new QTableWidgetItem(row.allows(role) ? yesNo(true) : QStringLiteral("–"));
      cell->setTextAlignment(Qt::AlignCenter);
      if (!row.allows(role)) cell->setData(Qt::AccessibleTextRole, yesNo(false));
      table.setItem(line, column++, cell);
    }
    ++line;
  }
}

}  // namespace billing::ui
