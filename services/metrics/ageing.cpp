#include "metrics/ageing.h"

#include <algorithm>

namespace billing {
namespace {

Result<CivilDate> today(std::string_view zone, Instant asOf) {
  const auto local = localTime(zone, asOf);
  if (!local) return failure(local.error());
  const auto date = dateFrom(std::string_view(*local).substr(0, 10));
  if (!date)
    return failure(ErrorKind::InvalidInput, "out_of_range", "The invoices cannot be aged",
                   "the day is beyond the calendar");
  return *date;
}

std::int64_t daysBetween(CivilDate from, CivilDate to) {
  return (utcMidnight(to).ms - utcMidnight(from).ms) / 86'400'000;
}

}  // namespace

std::size_t ageOf(std::int64_t daysOverdue, const AgeingScheme& scheme) {
  if (daysOverdue <= 0) return 0;
  const auto& last = scheme.lastDays;
  return 1 + static_cast<std::size_t>(std::ranges::lower_bound(last, daysOverdue) - last.begin());
}

Result<Ageing> ageInvoices(const std::vector<OwedInvoice>& invoices, std::string_view zone, Instant asOf,
                           const AgeingScheme& scheme) {
  const auto date = today(zone, asOf);
  if (!date) return failure(date.error());
  Ageing ageing;
  for (const OwedInvoice& invoice : invoices) {
    const std::int64_t days = std::max<std::int64_t>(daysBetween(invoice.due, *date), 0);
    std::int64_t& total = ageing.totals.at(ageOf(days, scheme));
    if (__builtin_add_overflow(total, invoice.remainingMinor, &total))
      return failure(ErrorKind::InvalidInput, "out_of_range", "The invoices cannot be aged",
                     "their sum leaves the range of 64 bits");
    ageing.daysOverdue.push_back(days);
  }
  return ageing;
}

}  // namespace billing
