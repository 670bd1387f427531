// Columns of bulk runs, their items and sums, and of rehearsals.
#pragma once

#include "models/facttable.h"
#include "operations/bulk/bulkvalues.h"
#include "operations/rehearsal/rehearsal.h"
#include "store/adminrows.h"

namespace billing::ui {

/// Rows without an id of their own, numbered from 1 for the table.
template <class Row>
struct Numbered {
  qint64 id = 0;
  Row row;
};
template <class Row>
[[nodiscard]] QVector<Numbered<Row>> numberedRows(const QVector<Row>& rows) {
  QVector<Numbered<Row>> all;
  all.reserve(rows.size());
  for (const Row& row : rows) all.append({all.size() + 1, row});
  return all;
}

[[nodiscard]] models::FactTable bulkRunTable();        ///< store::BulkRunRow
[[nodiscard]] models::FactTable bulkItemTable();       ///< store::BulkItemRow
[[nodiscard]] models::FactTable bulkTotalTable();      ///< Numbered<operations::BulkTotals>
[[nodiscard]] models::FactTable bulkRefusalTable();    ///< Numbered<operations::BulkRefusal>
[[nodiscard]] models::FactTable rehearsalLineTable();  ///< Numbered<operations::RehearsalLine>
[[nodiscard]] models::FactTable rehearsalSumTable();   ///< Numbered<operations::RehearsalSum>

}  // namespace billing::ui
