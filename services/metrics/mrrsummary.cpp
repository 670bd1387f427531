#include "metrics/mrrsummary.h"

#include <algorithm>
#include <map>

#include "domain/mrr.h"
#include "metrics/fraction.h"

namespace billing {
namespace {

bool isCounted(const BookedSubscription& subscription, const MrrRules& rules, Instant asOf) {
  const bool runs =
      countsForMrr(subscription.status) || (rules.countPaused && subscription.status == SubscriptionStatus::Paused);
  return runs && !(subscription.cancelAt && *subscription.cancelAt <= asOf);
}

Fraction lessDiscount(const Fraction& amount, const BookedSubscription& subscription, const MrrRules& rules) {
  if (!subscription.discount) return amount;
  const Discount& discount = *subscription.discount;
  if (discount.duration != DiscountDuration::Forever && !rules.countAllDiscounts) return amount;
  return amount.times(discount.percent.whole() - discount.percent.parts).over(discount.percent.whole());
}

Fraction monthlyOf(const BookedSubscription& subscription, const MrrRules& rules) {
  const MonthlyFactor factor = monthlyFactor(subscription.interval.unit);
  const Fraction amount = Fraction(subscription.amountMinor)
                              .times(subscription.quantity)
                              .times(factor.up)
                              .over(factor.down)
                              .over(subscription.interval.count);
  return lessDiscount(amount, subscription, rules);
}

struct MrrSums {
  Fraction all, committed;
  std::map<std::string, Fraction> byCustomer;
};

MrrSums sumsOf(const std::vector<BookedSubscription>& book, const MrrRules& rules, Instant asOf) {
  MrrSums sums;
  for (const BookedSubscription& subscription : book) {
    if (!isCounted(subscription, rules, asOf)) continue;
    const Fraction monthly = monthlyOf(subscription, rules);
    sums.all = sums.all.plus(monthly);
    if (!subscription.cancelAt) sums.committed = sums.committed.plus(monthly);
    Fraction& customer = sums.byCustomer[subscription.customer];
    customer = customer.plus(monthly);
  }
  return sums;
}

std::int64_t payingIn(const MrrSums& sums) {
  return std::ranges::count_if(sums.byCustomer, [](const auto& entry) { return entry.second.isPositive(); });
}

}  // namespace

Result<MrrSummary> summariseMrr(const std::vector<BookedSubscription>& book, const MrrRules& rules, Instant asOf) {
  if (std::ranges::any_of(book, [](const BookedSubscription& one) { return one.interval.count < 1; }))
    return failure(ErrorKind::InvalidInput, "bad_interval", "The MRR cannot be told", "an interval counts below 1");
  const MrrSums sums = sumsOf(book, rules, asOf);
  const auto mrr = sums.all.rounded();
  const auto committed = sums.committed.rounded();
  const auto arr = sums.all.times(12).rounded();
  if (!mrr || !committed || !arr)
    return failure(ErrorKind::InvalidInput, "out_of_range", "The MRR cannot be told",
                   "the amounts are too large to be summed exactly");
  MrrSummary summary{*mrr, *committed, *arr, payingIn(sums), std::nullopt};
  if (summary.payingCustomers > 0) summary.arpaMinor = sums.all.over(summary.payingCustomers).rounded();
  return summary;
}

}  // namespace billing
