#include "operations/usage/usageperiod.h"

#include <algorithm>

namespace billing::operations {
namespace {

constexpr BillingInterval oneMonth{IntervalUnit::Month, 1};

}  // namespace

Period usagePeriodOf(const BillingRules& rules, const store::AccountTerms& terms, Instant now) {
  if (rules.usagePeriod == UsagePeriod::CalendarMonth) return monthOf(now);
  if (terms.periodStart && terms.periodEnd && *terms.periodStart < *terms.periodEnd)
    return {*terms.periodStart, *terms.periodEnd};
  const Instant anchor = terms.periodStart.value_or(terms.createdAt);
  // A clock that was put back to before the account was made still counts in its first period.
  return periodAt(anchor, oneMonth, std::max(anchor, now));
}

UsageSpan spanOf(const QuotaRule& quota, const Period& period) {
  if (quota.lasting) return {Instant{0}, std::nullopt};
  return {period.start, period.end};
}

}  // namespace billing::operations
