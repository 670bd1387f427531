#include "operations/accounts/accountfacts.h"

#include "store/repositories/downgraderepository.h"

namespace billing::operations {
namespace {

using Status = SubscriptionStatus;

bool isToldToFail(Status status) {
  return status == Status::PastDue || status == Status::OnHold || status == Status::Unpaid;
}

// The first charge that failed since the last that succeeded; else when the provider first said that it fails.
Result<std::optional<Instant>> failingSince(store::WriteContext& context, const RulesContext& rules,
                                            const store::HeldSubscription& held) {
  if (held.chargeFailed || rules.rules.downgrade != DowngradeWhen::AfterGrace || !isToldToFail(held.facts.status))
    return held.chargeFailed;
  return store::DowngradeRepository::failingSince(context, held.provider, held.facts.externalId);
}

// When the trouble began that a downgrade would follow; nullopt: there is none.
std::optional<Instant> troubleOf(const store::HeldSubscription& held) {
  const AccountSubscription& facts = held.facts;
  if (isFinal(facts.status)) return facts.cancelledAt ? facts.cancelledAt : Instant{};
  if (facts.failingSince) return facts.failingSince;
  if (isToldToFail(facts.status)) return facts.periodStart ? facts.periodStart : Instant{};
  if (facts.cancelAt) return facts.cancelAt;
  return facts.cancelAtPeriodEnd ? facts.periodEnd : std::nullopt;
}

}  // namespace

bool isTakenOff(const store::HeldSubscription& held) {
  const auto trouble = troubleOf(held);
  return held.takenOffAt && trouble && *held.takenOffAt >= *trouble;
}

Result<GatheredFacts> gatherFacts(store::WriteContext& context, const RulesContext& rules,
                                  const store::StoredAccount& account) {
  auto held = store::AccountFactsReader::subscriptions(context, account.row);
  if (!held) return failure(held.error());
  GatheredFacts gathered{{{}, account.trialStartedAt, account.manualPlan}, std::move(*held)};
  for (store::HeldSubscription& subscription : gathered.subscriptions) {
    const auto since = failingSince(context, rules, subscription);
    if (!since) return failure(since.error());
    subscription.facts.failingSince = *since;
    subscription.facts.downgraded = isTakenOff(subscription);
    gathered.facts.subscriptions.push_back(subscription.facts);
  }
  return gathered;
}

}  // namespace billing::operations
