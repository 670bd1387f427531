#include "operations/usage/usageperiod.h"

#include <algorithm>

namespace billing::operations {
namespace {

constexpr BillingInterval oneMonth{IntervalUnit::Month, 1};
constexpr std::int64_t fourDays = 4 * 86'400'000LL;

// About how long, for comparing intervals.
int daysOf(const BillingInterval& interval) {
  switch (interval.unit) {
    case IntervalUnit::Day:
      return interval.count;
    case IntervalUnit::Week:
      return interval.count * 7;
    case IntervalUnit::Month:
      return interval.count * 30;
    case IntervalUnit::Year:
      return interval.count * 365;
  }
  return interval.count;
}

// A plan's limits are the same whichever interval it is paid in, so they are for its shortest.
BillingInterval shortestInterval(const Plan* plan) {
  if (plan == nullptr || plan->prices.empty()) return oneMonth;
  const auto shortest =
      std::ranges::min_element(plan->prices, {}, [](const PlanPrice& price) { return daysOf(price.interval); });
  return shortest->interval;
}

// Whoever pays for a year has the plan's month twelve times. A month of the provider may be some days longer than ours:
// from 28 February to 31 March.
Period withinBillingPeriod(const Period& paid, const BillingInterval& usage, Instant now) {
  if (paid.end.ms - periodAt(paid.start, usage, paid.start).end.ms <= fourDays) return paid;
  Period period = periodAt(paid.start, usage, std::clamp(now, paid.start, Instant{paid.end.ms - 1}));
  period.end = std::min(period.end, paid.end);
  return period;
}

}  // namespace

Period usagePeriodOf(const BillingRules& rules, const store::AccountTerms& terms, Instant now) {
  if (rules.usagePeriod == UsagePeriod::CalendarMonth) return monthOf(now);
  if (terms.periodStart && terms.periodEnd && *terms.periodStart < *terms.periodEnd)
    return withinBillingPeriod({*terms.periodStart, *terms.periodEnd}, shortestInterval(rules.plan(terms.plan)), now);
  const Instant anchor = terms.periodStart.value_or(terms.createdAt);
  // A clock that was put back to before the account was made still counts in its first period.
  return periodAt(anchor, oneMonth, std::max(anchor, now));
}

UsageSpan spanOf(const QuotaRule& quota, const Period& period) {
  if (quota.lasting) return {Instant{0}, std::nullopt};
  return {period.start, period.end};
}

}  // namespace billing::operations
