#include "operations/accounts/accountsequels.h"

#include <algorithm>

#include "operations/credits/allowance.h"
#include "operations/credits/creditbook.h"
#include "operations/usage/trackusage.h"
#include "store/repositories/accountmerge.h"
#include "store/repositories/doublegrants.h"
#include "store/repositories/purchaseowners.h"

namespace billing::operations {
namespace {

using store::AccountRepository;
using store::StoredAccount;

Result<void> giveStartingCredits(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                                 Instant now) {
  const CreditRules& credits = rules.rules.credits;
  if (!credits.enabled || credits.startingTenths <= 0) return {};
  return grantCredits(context, {account, "starting", "sign_up", credits.startingTenths, 0, std::nullopt, {}}, now)
      .map([](bool) {});
}

// The cache of a balance follows what was moved between accounts.
Result<void> settleBalance(store::WriteContext& context, std::int64_t account, Instant now) {
  return reconcileCredits(context, account, true, now).map([](const auto&) {});
}

std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

void inherit(StoredAccount& heir, const StoredAccount& from) {
  if (heir.name.empty()) heir.name = from.name;
  if (heir.email.empty()) heir.email = from.email;
  if (heir.manualPlan.empty()) heir.manualPlan = from.manualPlan;
  heir.trialStartedAt = earlier(heir.trialStartedAt, from.trialStartedAt);
  heir.lastWarningAt = std::max(heir.lastWarningAt, from.lastWarningAt);
  heir.createdAt = std::min(heir.createdAt, from.createdAt);
}

// The state that this snapshot alone would give; nullopt when it gives none.
std::optional<AccountState> stateBy(const RulesContext& rules, const SubscriptionState& snapshot, Instant now) {
  if (snapshot.snapshot != Snapshot::Whole) return std::nullopt;
  AccountSubscription facts;
  facts.externalId = snapshot.externalId;
  facts.productId = snapshot.productId;
  facts.status = snapshot.status;
  facts.interval = snapshot.interval;
  facts.createdAt = snapshot.createdAt;
  facts.periodStart = snapshot.periodStart;
  facts.periodEnd = snapshot.periodEnd;
  facts.trialEnd = snapshot.trialEnd;
  facts.cancelAt = snapshot.cancelAt;
  facts.cancelledAt = snapshot.cancelledAt;
  facts.cancelAtPeriodEnd = snapshot.cancelAtPeriodEnd;
  AccountState state = accountState(rules.rules, rules.live, {{facts}, std::nullopt, {}}, now);
  return state.subscription.empty() ? std::nullopt : std::optional(std::move(state));
}

Result<void> movePurchaseTo(store::WriteContext& context, Provider provider, const std::string& payment,
                            std::int64_t from, std::int64_t to, Instant now) {
  return store::movePurchase(context, std::string(toString(provider)), payment, from, to)
      .and_then([&] { return settleBalance(context, from, now); })
      .and_then([&] { return settleBalance(context, to, now); });
}

}  // namespace

Result<std::int64_t> createAccount(store::WriteContext& context, const RulesContext& rules, const std::string& key,
                                   bool provisional, Instant now) {
  StoredAccount account;
  account.key = key;
  account.provisional = provisional;
  account.createdAt = now;
  if (const Plan* free = rules.rules.freePlan()) {
    account.plan = free->key;
    account.status = toString(SubscriptionStatus::Active);
  }
  auto row = AccountRepository::save(context, account, now);
  if (!row) return row;
  if (!account.plan.empty()) {
    if (auto noted = AccountRepository::notePlanChange(context, *row, {}, account.plan, "sign_up", now); !noted)
      return failure(noted.error());
  }
  return giveStartingCredits(context, rules, *row, now)
      .and_then([&] { return grantAllowance(context, rules, *row, now); })
      .map([&] { return *row; });
}

Result<std::int64_t> nameAccount(store::WriteContext& context, StoredAccount account, const std::string& key,
                                 Instant now) {
  const std::string before = account.key;
  account.key = key;
  account.provisional = false;
  return AccountRepository::save(context, account, now).and_then([&](std::int64_t row) {
    return store::rekeyAccount(context, before, key).map([row] { return row; });
  });
}

Result<void> absorbAccount(store::WriteContext& context, const StoredAccount& provisional, StoredAccount heir,
                           Instant now) {
  inherit(heir, provisional);
  return store::withdrawDoubleGrants(context, provisional.row, heir.row, now)
      .and_then([&] { return store::mergeAccounts(context, {provisional.row, provisional.key}, {heir.row, heir.key}); })
      .and_then([&] { return AccountRepository::save(context, heir, now); })
      .and_then([&](std::int64_t row) { return settleBalance(context, row, now); });
}

Result<void> moveUnnamedPurchases(store::WriteContext& context, Provider provider, const std::string& customer,
                                  std::int64_t from, std::int64_t to, Instant now) {
  const auto payments = store::unnamedPurchases(context, provider, customer, from);
  if (!payments) return failure(payments.error());
  for (const std::string& payment : *payments) {
    if (auto moved = movePurchaseTo(context, provider, payment, from, to, now); !moved) return moved;
  }
  return {};
}

Result<void> bringPurchaseHome(store::WriteContext& context, Provider provider, const std::string& payment,
                               std::int64_t account, Instant now) {
  const auto owner = store::ownerOfPurchase(context, provider, payment);
  if (!owner) return failure(owner.error());
  if (!*owner || **owner == account) return {};
  return movePurchaseTo(context, provider, payment, **owner, account, now);
}

Result<void> honourSnapshot(store::WriteContext& context, const RulesContext& rules, const SubscriptionState& snapshot,
                            std::int64_t account, const AccountState& state, Instant now) {
  const auto told = stateBy(rules, snapshot, now);
  const bool same =
      told && told->plan == state.plan && told->periodStart == state.periodStart && told->periodEnd == state.periodEnd;
  if (!told || same) return {};
  auto terms = store::AccountTermsReader::byRow(context, account);
  if (!terms) return failure(terms.error());
  if (!*terms) return {};
  (*terms)->plan = told->plan;
  (*terms)->periodStart = told->periodStart;
  (*terms)->periodEnd = told->periodEnd;
  return grantAllowance(context, rules, **terms, now).and_then([&] {
    return refreshUsageBars(context, rules, account, now);
  });
}

Result<void> followState(store::WriteContext& context, const RulesContext& rules, std::int64_t account, Instant now) {
  return grantAllowance(context, rules, account, now).and_then([&] {
    return refreshUsageBars(context, rules, account, now);
  });
}

}  // namespace billing::operations
