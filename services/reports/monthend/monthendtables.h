// The tables of a month's closing: invoices, payments, refunds, fees, tax by currency, movements of MRR, what is owed.
#pragma once

#include "operations/financedesk.h"
#include "reports/reportvalues.h"
#include "store/database.h"
#include "store/read/monthend.h"

namespace billing::reports {

struct MonthSpan {
  int month = 0;  ///< yyyymm
  QString zone;
  qint64 from = 0, to = 0;  ///< [from, to), midnights of the zone
  QDate first, last;
  [[nodiscard]] QString word() const;  ///< "2026-03"
};
/// InvalidInput "bad_month", "unknown_zone".
[[nodiscard]] Result<MonthSpan> monthSpan(int month, const QString& zone);

struct MonthTable {
  QString list, title;  ///< "mrr-movements", "MRR movements"
  QVector<ReportColumn> columns;
  QVector<ReportRow> rows;
};

struct MonthFacts {
  QVector<store::MonthInvoice> invoices;
  QVector<store::MonthMoney> payments, refunds;
  QVector<store::MonthFee> fees;
  QVector<operations::MonthRow> movements;
  operations::Owing owing;
  QStringList definitions;
};
/// Blocks; for a worker's thread. Cancelled.
[[nodiscard]] Result<MonthFacts> readMonth(store::Database& database, operations::FinanceDesk& finance,
                                           const MonthSpan& span, const CancelToken& cancel);

/// In the order of the pack; all of them, also those without rows.
[[nodiscard]] QVector<MonthTable> monthTables(const MonthFacts& facts);

}  // namespace billing::reports
