// The pack's workbook: a first sheet with the sums, then the sheets of each table.
#pragma once

#include "reports/monthend/monthendpack.h"
#include "reports/monthend/monthendtables.h"
#include "reports/xlsx/xlsxsheets.h"

namespace billing::reports {

/// Written to `path`, read back and compared, as every export. `csv`: the receipts of the same tables, whose hashes the
/// first sheet names.
[[nodiscard]] Result<ExportReceipt> writeMonthBook(const QString& path, const MonthEndOrder& order,
                                                   const QVector<MonthTable>& tables, const QVector<ExportReceipt>& csv,
                                                   const CancelToken& cancel);

/// Rows and sums of each table, on paper.
[[nodiscard]] Result<ExportReceipt> writeMonthPaper(const QString& path, const MonthEndOrder& order,
                                                    const QVector<MonthTable>& tables, const CancelToken& cancel);

/// SHA-256, size and place of a file that is whole.
[[nodiscard]] Result<ExportReceipt> receiptOfFile(const QString& path, qint64 rows, const MoneySums& sums);

}  // namespace billing::reports
