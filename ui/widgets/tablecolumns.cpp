#include "ui/widgets/tablecolumns.h"

#include <QHeaderView>

#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"

namespace billing::ui {

void setColumnWidths(DataTable& table, const QVector<QPair<QByteArray, double>>& widths, const QByteArray& stretched) {
  QHeaderView* header = table.horizontalHeader();
  const int wide = table.facts()->columnOf(stretched);
  for (int column = 0; column < header->count(); ++column)
    header->setSectionResizeMode(column, column == wide ? QHeaderView::Stretch : QHeaderView::Interactive);
  header->setStretchLastSection(false);
  header->setMinimumSectionSize(chars(&table, 8));
  for (const auto& [field, width] : widths) table.setColumnWidth(table.facts()->columnOf(field), chars(&table, width));
}

}  // namespace billing::ui
