#include "operations/admin/givenaway.h"

#include <algorithm>

namespace billing::operations {
namespace {

// Months that a price pays for, as a fraction: a week is 12/52 of one.
std::optional<Money> perMonth(const PlanPrice& price) {
  const std::int64_t count = price.interval.count;
  std::int64_t times = 1, by = count;
  if (price.interval.unit == IntervalUnit::Year) by = 12 * count;
  if (price.interval.unit == IntervalUnit::Week) times = 52, by = 12 * count;
  if (price.interval.unit == IntervalUnit::Day) times = 365, by = 12 * count;
  const auto minor = mulDiv(price.amount.minor, times, by);
  return minor ? std::optional(Money{*minor, price.amount.currency}) : std::nullopt;
}

std::optional<Money> worthBy(const Money& price, Tenths sold, Tenths tenths) {
  if (sold <= 0) return std::nullopt;
  const auto minor = mulDiv(price.minor, tenths, sold);
  return minor ? std::optional(Money{*minor, price.currency}) : std::nullopt;
}

}  // namespace

std::optional<Money> creditsWorth(const BillingRules& rules, Tenths tenths) {
  std::optional<Money> dearest;
  for (const CreditPack& pack : rules.credits.packs) {
    const auto worth = worthBy(pack.price, pack.tenths, tenths);
    if (worth && (!dearest || worth->minor > dearest->minor)) dearest = worth;
  }
  if (dearest || !rules.credits.topUp.enabled) return dearest;
  return worthBy(rules.credits.topUp.price, rules.credits.topUp.tenths, tenths);
}

std::optional<Money> monthWorth(const BillingRules& rules, const std::string& key) {
  const Plan* plan = rules.plan(key);
  if (plan == nullptr || plan->prices.empty()) return std::nullopt;
  const auto monthly = std::ranges::find_if(
      plan->prices, [](const PlanPrice& price) { return price.interval == BillingInterval{IntervalUnit::Month, 1}; });
  return perMonth(monthly == plan->prices.end() ? plan->prices.front() : *monthly);
}

Money overrideWorth(const BillingRules& rules, const std::string& before, const std::string& after) {
  const Money none{0, rulesCurrency(rules)};
  const Money had = monthWorth(rules, before).value_or(none), has = monthWorth(rules, after).value_or(none);
  if (has.currency != had.currency) return has;
  return {std::max<std::int64_t>(0, has.minor - had.minor), has.currency};
}

Currency rulesCurrency(const BillingRules& rules) {
  for (const Plan& plan : rules.plans)
    if (!plan.prices.empty()) return plan.prices.front().amount.currency;
  return rules.credits.packs.empty() ? Currency() : rules.credits.packs.front().price.currency;
}

}  // namespace billing::operations
