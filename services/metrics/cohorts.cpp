#include "metrics/cohorts.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "domain/money.h"

namespace billing {
namespace {

constexpr std::int64_t kColumnMs = 30LL * 86'400'000;

using CohortChanges = std::vector<CohortChange>;

std::unordered_map<std::int64_t, CohortChanges> byCustomer(std::span<const CohortChange> changes) {
  std::unordered_map<std::int64_t, CohortChanges> customers;
  for (const CohortChange& change : changes) customers[change.customer].push_back(change);
  return customers;
}

std::optional<Instant> firstPaid(const CohortChanges& own) {
  std::int64_t revenue = 0;
  for (const CohortChange& change : own)
    if ((revenue += change.delta) > 0) return change.at;
  return std::nullopt;
}

std::size_t monthWith(const std::vector<Period>& months, Instant at) {
  const auto found =
      std::ranges::find_if(months, [&](const Period& month) { return at >= month.start && at < month.end; });
  return static_cast<std::size_t>(found - months.begin());
}

// The instants at which a customer of the cohort is looked at.
std::vector<Instant> columnEnds(const std::vector<Period>& months, std::size_t month, Instant first,
                                CohortColumns columns, Instant now) {
  std::vector<Instant> ends;
  for (std::size_t k = month; k < months.size(); ++k) {
    const Instant monthly = months[k].start < now ? std::min(months[k].end, now) : Instant{now.ms + 1};
    const Instant thirty{first.ms + static_cast<std::int64_t>(k - month + 1) * kColumnMs};
    const Instant end = columns == CohortColumns::MonthEnds ? monthly : thirty;
    if (end > now) break;
    ends.push_back(end);
  }
  return ends;
}

void count(const CohortChanges& own, const std::vector<Instant>& ends, Cohort& cohort) {
  cohort.active.resize(std::max(cohort.active.size(), ends.size()));
  cohort.revenue.resize(cohort.active.size());
  std::int64_t revenue = 0;
  auto change = own.begin();
  for (std::size_t k = 0; k < ends.size(); ++k) {
    for (; change != own.end() && change->at < ends[k]; ++change) revenue += change->delta;
    cohort.active[k] += revenue > 0 ? 1 : 0;
    cohort.revenue[k] += revenue;
  }
}

}  // namespace

std::vector<Cohort> cohortsOf(std::span<const CohortChange> changes, const std::vector<Period>& months,
                              CohortColumns columns, Instant now) {
  std::vector<Cohort> cohorts(months.size());
  for (const auto& [customer, own] : byCustomer(changes)) {
    const auto first = firstPaid(own);
    const std::size_t month = first ? monthWith(months, *first) : months.size();
    if (month == months.size()) continue;
    Cohort& cohort = cohorts[month];
    ++cohort.size;
    count(own, columnEnds(months, month, *first, columns, now), cohort);
  }
  for (std::size_t month = 0; month < cohorts.size(); ++month) cohorts[month].month = month;
  std::erase_if(cohorts, [](const Cohort& cohort) { return cohort.size == 0; });
  return cohorts;
}

std::string percentWithOneDecimal(std::int64_t part, std::int64_t whole) {
  const auto tenths = whole > 0 ? mulDiv(part, 1000, whole) : std::nullopt;
  if (!tenths) return {};
  return std::to_string(*tenths / 10) + "." + std::to_string(*tenths % 10);
}

}  // namespace billing
