#include "domain/accountstate.h"

#include <algorithm>
#include <tuple>

#include "domain/civildate.h"
#include "domain/subscriptionstanding.h"

namespace billing {
namespace {

// The greatest counts. One that stays goes before one that is about to end, or a warning would be shown for nothing.
auto worth(const Standing& standing) {
  const AccountSubscription& subscription = *standing.subscription;
  return std::tuple(standing.plan != nullptr, standing.plan ? standing.plan->rank : 0, !standing.due.has_value(),
                    subscription.createdAt.value_or(Instant{}), std::string_view(subscription.externalId));
}

std::vector<Standing> standingsThatGive(const Situation& situation, const AccountFacts& facts) {
  std::vector<Standing> standings;
  for (const AccountSubscription& subscription : facts.subscriptions) {
    Standing standing = standingOf(situation, subscription);
    if (standing.gives) standings.push_back(std::move(standing));
  }
  std::ranges::sort(standings, [](const Standing& a, const Standing& b) { return worth(b) < worth(a); });
  return standings;
}

AccountState withoutSubscription(const BillingRules& rules) {
  AccountState state;
  const Plan* free = rules.freePlan();
  if (!free) return state;
  state.plan = free->key;
  state.status = SubscriptionStatus::Active;
  return state;
}

std::optional<AccountState> byHand(const BillingRules& rules, const std::string& manualPlan) {
  if (!rules.plan(manualPlan)) return std::nullopt;
  AccountState state;
  state.plan = manualPlan;
  state.status = SubscriptionStatus::Active;
  return state;
}

std::optional<AccountState> bySubscription(const Standing& standing) {
  if (!standing.plan) return std::nullopt;
  const AccountSubscription& subscription = *standing.subscription;
  AccountState state;
  state.plan = standing.plan->key;
  state.subscription = subscription.externalId;
  state.status = standing.status;
  state.periodStart = subscription.periodStart;
  state.periodEnd = subscription.periodEnd;
  state.trialEnd = standing.status == SubscriptionStatus::Trialing ? subscription.trialEnd : std::nullopt;
  state.endsAtPeriodEnd = isRunning(standing.status) && scheduledEnd(subscription).has_value();
  state.graceEnd = standing.graceEnd;
  state.downgradeDue = standing.due;
  state.downgradeReason = standing.reason;
  return state;
}

std::optional<AccountState> byTrial(const Situation& situation, const AccountFacts& facts) {
  const BillingRules& rules = situation.rules;
  if (!facts.trialStartedAt || rules.trialDays <= 0 || !rules.plan(rules.trialPlan)) return std::nullopt;
  const Instant end = graceEnd(*facts.trialStartedAt, rules.trialDays);
  if (end <= situation.now) return std::nullopt;
  AccountState state;
  state.plan = rules.trialPlan;
  state.status = SubscriptionStatus::Trialing;
  state.trialEnd = end;
  state.downgradeDue = nightlyAfter(situation, end);
  state.downgradeReason = "trial_over";
  return state;
}

std::string unknownProductOf(const Situation& situation, const std::vector<Standing>& standings) {
  const auto unknown = std::ranges::find_if(standings, [&](const Standing& standing) {
    return situation.rules.soldAs(standing.subscription->productId, situation.live).plan == nullptr;
  });
  return unknown == standings.end() ? std::string() : unknown->subscription->productId;
}

AccountState decide(const Situation& situation, const AccountFacts& facts, const std::vector<Standing>& standings) {
  if (auto state = byHand(situation.rules, facts.manualPlan)) return *std::move(state);
  if (!standings.empty()) {
    if (auto state = bySubscription(standings.front())) return *std::move(state);
  }
  if (auto state = byTrial(situation, facts)) return *std::move(state);
  return withoutSubscription(situation.rules);
}

}  // namespace

AccountState accountState(const BillingRules& rules, bool live, const AccountFacts& facts, Instant now) {
  const Situation situation{rules, live, now};
  const std::vector<Standing> standings = standingsThatGive(situation, facts);
  AccountState state = decide(situation, facts, standings);
  state.unknownProduct = unknownProductOf(situation, standings);
  return state;
}

}  // namespace billing
