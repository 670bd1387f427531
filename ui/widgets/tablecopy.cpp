#include "ui/widgets/tablecopy.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>

#include "ui/presenters/rowcopy.h"
#include "ui/widgets/datatable.h"

namespace billing::ui {

int copySelectedRows(const DataTable& table) {
  if (table.facts() == nullptr || table.selectionModel() == nullptr) return 0;
  QVector<int> rows, columns;
  for (int row = 0; row < table.facts()->rowCount(); ++row)
    if (table.selectionModel()->isRowSelected(row, {})) rows.push_back(row);
  const QHeaderView* header = table.horizontalHeader();
  for (int visual = 0; visual < header->count(); ++visual)
    if (!header->isSectionHidden(header->logicalIndex(visual))) columns.push_back(header->logicalIndex(visual));
  if (!rows.isEmpty()) QGuiApplication::clipboard()->setText(rowsAsText(*table.facts(), rows, columns));
  return static_cast<int>(rows.size());
}

}  // namespace billing::ui
