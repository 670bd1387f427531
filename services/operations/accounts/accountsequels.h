// What follows when an account is made, gets its name, takes over another, or has another state: credits and usage
// bars.
#pragma once

#include <cstdint>
#include <string>

#include "domain/accountstate.h"
#include "domain/billingevent.h"
#include "operations/rulescontext.h"
#include "store/repositories/accountrepository.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

/// On the free plan, with the starting credits. Gives its row.
[[nodiscard]] Result<std::int64_t> createAccount(store::WriteContext& context, const RulesContext& rules,
                                                 const std::string& key, bool provisional, Instant now);

/// A provisional account gets its key. Gives its row.
[[nodiscard]] Result<std::int64_t> nameAccount(store::WriteContext& context, store::StoredAccount account,
                                               const std::string& key, Instant now);

/// A provisional account turns out to be one that is known. What both were given for being new, or for a period, counts
/// once.
[[nodiscard]] Result<void> absorbAccount(store::WriteContext& context, const store::StoredAccount& provisional,
                                         store::StoredAccount heir, Instant now);

/// What payments of the customer have bought that no event has given to an account by name.
[[nodiscard]] Result<void> moveUnnamedPurchases(store::WriteContext& context, Provider provider,
                                                const std::string& customer, std::int64_t from, std::int64_t to,
                                                Instant now);

/// The purchase of a payment belongs to this account: moved there when it was booked for another.
[[nodiscard]] Result<void> bringPurchaseHome(store::WriteContext& context, Provider provider,
                                             const std::string& payment, std::int64_t account, Instant now);

/// An event told of a subscription that gives a plan, though it may not be the newest word: the period's credits of
/// that plan. So an account which had a plan in a period has its credits, whichever event of the period came first.
[[nodiscard]] Result<void> honourSnapshot(store::WriteContext& context, const RulesContext& rules,
                                          const SubscriptionState& snapshot, std::int64_t account,
                                          const AccountState& state, Instant now);

/// After the state was written: the credits of the period, the usage bars.
[[nodiscard]] Result<void> followState(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                                       Instant now);

}  // namespace billing::operations
