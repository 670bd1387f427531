#include "domain/mrr.h"

namespace billing {

MonthlyFactor monthlyFactor(IntervalUnit unit) {
  switch (unit) {
    case IntervalUnit::Day:
      return {365, 12};
    case IntervalUnit::Week:
      return {52, 12};
    case IntervalUnit::Month:
      return {1, 1};
    case IntervalUnit::Year:
      return {1, 12};
  }
  return {1, 1};
}

bool countsForMrr(SubscriptionStatus status) {
  return status == SubscriptionStatus::Active || status == SubscriptionStatus::PastDue;
}

std::optional<std::int64_t> monthlyMinor(std::int64_t amountMinor, BillingInterval interval) {
  if (interval.count < 1) return std::nullopt;
  const MonthlyFactor factor = monthlyFactor(interval.unit);
  return mulDiv(amountMinor, factor.up, factor.down * interval.count);
}

std::optional<std::int64_t> convertInterval(std::int64_t amountMinor, BillingInterval from, BillingInterval to) {
  if (from == to) return amountMinor;
  if (from.count < 1 || to.count < 1) return std::nullopt;
  const MonthlyFactor given = monthlyFactor(from.unit);
  const MonthlyFactor wanted = monthlyFactor(to.unit);
  return mulDiv(amountMinor, given.up * wanted.down * to.count, given.down * wanted.up * from.count);
}

std::int64_t mrrMinor(const SubscriptionState& subscription) {
  if (!countsForMrr(subscription.status) || !subscription.interval) return 0;
  return monthlyMinor(subscription.amount.minor, *subscription.interval).value_or(0);
}

}  // namespace billing
