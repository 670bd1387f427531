#include <algorithm>

#include "operations/accounts/accountbook.h"
#include "operations/accounts/accountfacts.h"
#include "operations/accounts/accountsequels.h"
#include "store/repositories/accountrepository.h"
#include "store/repositories/downgraderepository.h"

namespace billing::operations {
namespace {

using store::AccountRepository;
using store::StoredAccount;

// "month", "year"; "3 months" where a price is for several.
std::string wordOf(const std::optional<BillingInterval>& interval) {
  if (!interval) return {};
  const std::string unit(toString(interval->unit));
  return interval->count == 1 ? unit : std::to_string(interval->count) + ' ' + unit + 's';
}

const store::HeldSubscription* decidingOf(const GatheredFacts& gathered, const AccountState& state) {
  const auto found = std::ranges::find_if(gathered.subscriptions, [&](const store::HeldSubscription& held) {
    return !state.subscription.empty() && held.facts.externalId == state.subscription;
  });
  return found == gathered.subscriptions.end() ? nullptr : &*found;
}

void takeOver(StoredAccount& account, const AccountState& state, const store::HeldSubscription* deciding) {
  account.plan = state.plan;
  account.status = state.plan.empty() ? std::string() : std::string(toString(state.status));
  account.subscriptionExternalId = state.subscription;
  account.interval = deciding ? wordOf(deciding->facts.interval) : std::string();
  account.periodStart = state.periodStart;
  account.periodEnd = state.periodEnd;
  account.cancelAtPeriodEnd = state.endsAtPeriodEnd;
  account.trialEndsAt = state.trialEnd;
  account.graceEndsAt = state.graceEnd;
  account.downgradeDueAt = state.downgradeDue;
  account.downgradeReason = state.downgradeReason;
  account.unknownProduct = state.unknownProduct;
}

// Who pays: the customer of the subscription that gives the plan, else the account's newest.
Result<void> takeOverCustomer(store::WriteContext& context, const BillingRules& rules, StoredAccount& account,
                              const store::HeldSubscription* deciding) {
  using Reader = store::AccountFactsReader;
  auto customer = deciding ? Reader::customer(context, deciding->provider, deciding->customerExternalId)
                           : Reader::newestCustomer(context, account.row);
  if (!customer) return failure(customer.error());
  if (*customer) {
    account.provider = (*customer)->provider;
    account.customerExternalId = (*customer)->externalId;
    account.name = (*customer)->name;
    account.email = (*customer)->email;
  } else if (!account.customerExternalId.empty()) {  // it was given to another account
    account.provider = account.customerExternalId = account.name = account.email = std::string();
  }
  if (rules.accountKind == AccountKind::Email && !account.provisional) account.email = account.key;
  return {};
}

Result<StoredAccount> accountAt(store::WriteContext& context, std::int64_t row) {
  auto held = AccountRepository::find(context, row);
  if (!held) return failure(held.error());
  if (!*held) {
    return failure(ErrorKind::NotFound, "unknown_account", "The account is no longer there",
                   "it has turned out to be another one's customer", "Look it up again by its key");
  }
  return **held;
}

Result<void> saveIfDifferent(store::WriteContext& context, const StoredAccount& before, const StoredAccount& after,
                             std::string_view cause, Instant now) {
  if (before == after) return {};
  if (auto saved = AccountRepository::save(context, after, now); !saved) return failure(saved.error());
  if (before.plan == after.plan) return {};
  return AccountRepository::notePlanChange(context, after.row, before.plan, after.plan, cause, now);
}

}  // namespace

Result<AccountState> refreshAccount(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                                    Instant now, std::string_view cause) {
  const auto before = accountAt(context, account);
  if (!before) return failure(before.error());
  const auto gathered = gatherFacts(context, rules, *before);
  if (!gathered) return failure(gathered.error());
  AccountState state = accountState(rules.rules, rules.live, gathered->facts, now);
  const store::HeldSubscription* deciding = decidingOf(*gathered, state);
  StoredAccount after = *before;
  takeOver(after, state, deciding);
  return takeOverCustomer(context, rules.rules, after, deciding)
      .and_then([&] { return saveIfDifferent(context, *before, after, cause, now); })
      .and_then([&] { return followState(context, rules, account, now); })
      .map([&] { return std::move(state); });
}

Result<void> startTrial(store::WriteContext& context, const RulesContext& rules, std::int64_t account, Instant now) {
  if (rules.rules.trialDays <= 0 || rules.rules.plan(rules.rules.trialPlan) == nullptr) {
    return failure(ErrorKind::InvalidInput, "no_trial", "This workspace has no trial", {},
                   "Set [trial] days and plan in the workspace file");
  }
  if (rules.rules.trialNeedsCard) {
    return failure(ErrorKind::InvalidInput, "no_trial", "A trial of this workspace begins with a card", {},
                   "Open a checkout for the plan: its subscription starts with the trial");
  }
  auto held = accountAt(context, account);
  if (!held) return failure(held.error());
  if (held->trialStartedAt) {
    return failure(ErrorKind::Conflict, "trial_used", "The account has had its trial",
                   "it began on " + toIso8601(*held->trialStartedAt), "Offer a plan instead");
  }
  held->trialStartedAt = now;
  if (auto saved = AccountRepository::save(context, *held, now); !saved) return failure(saved.error());
  return refreshAccount(context, rules, account, now, "event").map([](const AccountState&) {});
}

Result<void> downgradeAccount(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                              std::string_view reason, Instant now) {
  const auto held = accountAt(context, account);
  if (!held) return failure(held.error());
  const auto gathered = gatherFacts(context, rules, *held);
  if (!gathered) return failure(gathered.error());
  const AccountState state = accountState(rules.rules, rules.live, gathered->facts, now);
  const store::HeldSubscription* deciding = decidingOf(*gathered, state);
  // Only what is due: a second run finds the account with another plan, and one that has paid meanwhile keeps its own.
  if (deciding != nullptr && state.downgradeDue && *state.downgradeDue <= now) {
    auto noted = store::DowngradeRepository::save(context, deciding->provider, state.subscription, account,
                                                  std::string(reason), now);
    if (!noted) return noted;
  }
  return refreshAccount(context, rules, account, now, "job").map([](const AccountState&) {});
}

}  // namespace billing::operations
