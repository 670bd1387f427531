#include "operations/accounts/accountrules.h"

#include <algorithm>

#include "operations/accounts/accountbook.h"
#include "operations/accounts/accountsequels.h"
#include "operations/accounts/eventaccounts.h"
#include "operations/accounts/productnames.h"
#include "operations/accounts/ruleeffects.h"
#include "operations/credits/creditbook.h"
#include "operations/entitlements/entitlementbook.h"
#include "store/repositories/accountlinkrepository.h"
#include "store/repositories/downgraderepository.h"

namespace billing::operations {
namespace {

// When a subscription was told to fail or to be well, for the days of grace.
Result<void> noteHealth(store::WriteContext& context, const BillingRules& rules, const BillingEvent& event) {
  if (rules.downgrade != DowngradeWhen::AfterGrace) return {};
  for (const SubscriptionState& subscription : event.subscriptions) {
    if (subscription.snapshot != Snapshot::Whole) continue;
    using enum SubscriptionStatus;
    const SubscriptionStatus status = subscription.status;
    auto noted = store::DowngradeRepository::noteHealth(context, event.provider, subscription.externalId,
                                                        status == PastDue || status == OnHold || status == Unpaid,
                                                        event.occurredAt);
    if (!noted) return noted;
  }
  return {};
}

Result<void> noteCart(store::WriteContext& context, const BillingEvent& event) {
  const bool isCart = event.payments.size() == 1 && event.payments.front().snapshot == Snapshot::Whole;
  if (!isCart || event.productIds.size() < 2) return {};
  return store::AccountLinkRepository::noteProducts(context, event.provider, event.payments.front().externalId,
                                                    event.productIds);
}

// One event, one account after the other.
class RuledEvent {
 public:
  RuledEvent(store::WriteContext& context, const RulesContext& rules, const BillingEvent& event, Instant now)
      : context_(context), rules_(rules), event_(event), now_(now), accounts_(context, rules, event, now) {}

  Result<webhooks::RuleOutcome> run() {
    const auto done = nameProducts(context_, rules_, event_)
                          .and_then([this] { return noteHealth(context_, rules_.rules, event_); })
                          .and_then([this] { return noteCart(context_, event_); })
                          .and_then([this] { return accounts_.settle(); })
                          .and_then([this] { return bookCredits(); })
                          .and_then([this] { return refreshAll(); });
    if (!done) return failure(done.error());
    return std::move(outcome_);
  }

 private:
  Result<void> bookCredits() {
    if (!rules_.rules.credits.enabled || event_.payments.empty()) return {};
    const auto payer = accounts_.payer();
    if (!payer) return failure(payer.error());
    if (*payer) {
      for (const PaymentState& payment : event_.payments) {
        auto home = bringPurchaseHome(context_, event_.provider, payment.externalId, **payer, now_);
        if (!home) return home;
      }
    }
    PurchaseWatch watch(context_, event_);
    return watch.begin()
        .and_then([&] { return applyCreditPayment(context_, rules_, event_, payer->value_or(0), now_); })
        .and_then([&](bool) { return watch.end(outcome_); });
  }

  Result<void> refreshAll() {
    const TouchedAccounts& touched = accounts_.touched();
    for (const std::string& line : touched.told()) addLine(outcome_, line);
    for (const std::int64_t account : touched.all()) {
      if (auto done = refresh(account, touched.isNew(account)); !done) return done;
    }
    if (touched.all().empty()) addLine(outcome_, nobodySummary(rules_.rules, event_));
    return {};
  }

  Result<void> refresh(std::int64_t account, bool isNew) {
    RuleWatch watch(context_, rules_.rules, account, isNew);
    if (auto begun = watch.begin(); !begun) return begun;
    const auto state = refreshAccount(context_, rules_, account, now_, "event");
    if (!state) return failure(state.error());
    if (auto honoured = honour(account, *state); !honoured) return honoured;
    if (auto entitled = entitle(account); !entitled) return entitled;
    if (auto refusal = refusalOf(rules_, event_, *state); refusal && !outcome_.refusal) outcome_.refusal = refusal;
    return watch.end(outcome_);
  }

  Result<void> honour(std::int64_t account, const AccountState& state) {
    if (!rules_.rules.credits.enabled) return {};
    for (const SubscriptionState& snapshot : event_.subscriptions) {
      const auto owner = accounts_.toldOwner(snapshot.externalId);
      if (!owner) return failure(owner.error());
      if (*owner != account) continue;
      if (auto done = honourSnapshot(context_, rules_, snapshot, account, state, now_); !done) return done;
    }
    return {};
  }

  // An error of it is a refusal: the payment stays, and so does what the account has.
  Result<void> entitle(std::int64_t account) {
    if (!rules_.rules.entitlements.enabled) return {};
    auto entitled = applyEntitlementEvent(context_, rules_, event_, account, now_);
    if (entitled || entitled.error().code != "unknown_product") return entitled;
    outcome_.refusal = entitled.error();
    return {};
  }

  store::WriteContext& context_;
  const RulesContext& rules_;
  const BillingEvent& event_;
  const Instant now_;
  EventAccounts accounts_;
  webhooks::RuleOutcome outcome_;
};

}  // namespace

Result<webhooks::RuleOutcome> AccountRules::apply(store::WriteContext& context, const BillingEvent& event,
                                                  Instant now) {
  if (rules_.rules.empty()) return webhooks::RuleOutcome{};
  return RuledEvent(context, rules_, event, now).run();
}

std::string AccountRules::providerType(std::string_view type) const {
  const auto alias = rules_.rules.eventAliases.find(type);
  return alias == rules_.rules.eventAliases.end() ? std::string() : alias->second;
}

}  // namespace billing::operations
