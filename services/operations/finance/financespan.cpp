#include "operations/finance/financespan.h"

#include <algorithm>

namespace billing::operations {
namespace {

constexpr int kMostMonths = 600;

bool isWholeMonths(const FinancePeriod& period) {
  if (!period.from.isValid() || !period.to.isValid() || period.from > period.to) return false;
  if (period.from.day() != 1 || period.to.day() != period.to.daysInMonth() || period.from.year() < 1970) return false;
  return (period.to.year() - period.from.year()) * 12 + period.to.month() - period.from.month() < kMostMonths;
}

int monthsOf(const FinancePeriod& period) {
  return (period.to.year() - period.from.year()) * 12 + period.to.month() - period.from.month() + 1;
}

}  // namespace

int FinanceSpan::monthAt(qint64 at) const {
  const auto found = std::ranges::upper_bound(bounds, at, {}, [](const Period& month) { return month.start.ms; });
  const auto index = static_cast<int>(found - bounds.begin()) - 1;
  return index >= 0 && at < bounds[static_cast<std::size_t>(index)].end.ms ? index : -1;
}

Result<Instant> dayStart(QDate day, const QString& zone) {
  return instantOf(zone.toStdString(), day.toString(Qt::ISODate).toStdString() + "T00:00:00");
}

Result<QDate> dayOf(Instant at, const QString& zone) {
  return localTime(zone.toStdString(), at).map([](const std::string& local) {
    return QDate::fromString(QString::fromStdString(local.substr(0, 10)), Qt::ISODate);
  });
}

Result<FinanceSpan> spanOf(const FinancePeriod& period, const QString& workspaceZone, Instant now) {
  if (!isWholeMonths(period))
    return failure(ErrorKind::InvalidInput, "bad_period", "This is no period of whole months",
                   "It goes from the first day of a month to the last day of one, over 50 years at most",
                   "Choose months, such as 2026-01..2026-03");
  FinanceSpan span;
  span.period = period;
  if (span.period.zone.isEmpty()) span.period.zone = workspaceZone;
  for (QDate month = period.from; month <= period.to; month = month.addMonths(1)) {
    const auto start = dayStart(month, span.period.zone);
    const auto end = start ? dayStart(month.addMonths(1), span.period.zone) : start;
    if (!end) return failure(end.error());
    span.months.append(month.year() * 100 + month.month());
    span.bounds.push_back({*start, *end});
  }
  span.start = span.bounds.front().start;
  span.end = span.bounds.back().end;
  span.asOf = std::min(span.end, Instant{now.ms + 1});
  return span;
}

FinancePeriod periodBefore(const FinancePeriod& period) {
  FinancePeriod before = period;
  before.from = period.from.addMonths(-monthsOf(period));
  before.to = period.from.addDays(-1);
  return before;
}

}  // namespace billing::operations
