// The recurring revenue month by month: from the stored sums where they are of the zone that is asked for, else from
// the movements.
#pragma once

#include "metrics/shares.h"
#include "operations/finance/financefacts.h"

class QSqlDatabase;

namespace billing::operations {

/// One currency over a period.
struct RevenueBook {
  QString currency;
  PeriodMoves moves;  ///< of the whole period, in parts
  PeriodCustomers customers;
  qint64 endParts = 0;
  int customersEnd = 0;
  QVector<MonthRow> months;
};

/// In the order of currency codes; a month without data is a row of zeros. Quick whatever the size, unless the zone is
/// another one or a definition needs the movements themselves.
[[nodiscard]] Result<QVector<RevenueBook>> readRevenueBooks(QSqlDatabase& database, const FinanceSpan& span,
                                                            const FinanceSettings& settings,
                                                            const DefinitionChoices& choices);

/// Writes into each month which definitions were changed in it: "Paused subscriptions counted otherwise since 3 Mar
/// 2026".
[[nodiscard]] Result<void> noteChanges(QSqlDatabase& database, const FinanceSpan& span, QVector<MonthRow>& months);

/// By the month of the first paid MRR.
[[nodiscard]] Result<QVector<CohortRow>> readCohorts(QSqlDatabase& database, const FinanceSpan& span,
                                                     const DefinitionChoices& choices, Instant now);

}  // namespace billing::operations
