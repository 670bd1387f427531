// A period of whole months as instants.
#pragma once

#include <QVector>
#include <vector>

#include "domain/civildate.h"
#include "operations/finance/financevalues.h"
#include "support/result.h"

namespace billing::operations {

struct FinanceSpan {
  FinancePeriod period;  ///< its zone is named
  Instant start, end;    ///< [start, end)
  Instant asOf;          ///< what has been: the end, or just after now where that is earlier
  QVector<int> months;   ///< yyyymm
  std::vector<Period> bounds;
  /// Which of the months; -1: none.
  [[nodiscard]] int monthAt(qint64 at) const;
};

/// InvalidInput "bad_period" when it does not go from the first to the last day of months, or over more than 50 years;
/// "unknown_zone".
[[nodiscard]] Result<FinanceSpan> spanOf(const FinancePeriod& period, const QString& workspaceZone, Instant now);
/// As many months, just before.
[[nodiscard]] FinancePeriod periodBefore(const FinancePeriod& period);
/// The first instant of a day.
[[nodiscard]] Result<Instant> dayStart(QDate day, const QString& zone);
/// The day in the zone.
[[nodiscard]] Result<QDate> dayOf(Instant at, const QString& zone);

}  // namespace billing::operations
