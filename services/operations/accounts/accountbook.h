// Accounts: found or made, and their state kept in step with subscriptions and profile. Used on the writer's thread,
// within Database::write.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/accountstate.h"
#include "operations/rulescontext.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

/// What is known of an account when it turns up. Empty fields are not known.
struct AccountRef {
  std::string key;  ///< as the team names it; e-mails are compared in lower case
  std::string email, name;
  std::optional<Provider> provider;
  std::string customerExternalId;
};

/// The account's row; made (with starting credits, where the profile gives them) when nobody knows it. An account known
/// by its customer id only is renamed when its key is learned, or merged into the account of that key. InvalidInput
/// "account_missing" without key and customer, "key_too_long" above 256 bytes.
[[nodiscard]] Result<std::int64_t> ensureAccount(store::WriteContext& context, const RulesContext& rules,
                                                 const AccountRef& ref, Instant now);

/// nullopt when there is no such account.
[[nodiscard]] Result<std::optional<std::int64_t>> findAccount(store::WriteContext& context, std::string_view key);

/// Computes the state anew and writes what is different: plan, status, terms, the credits of the period, the limits of
/// the usage bars. `cause` goes into the history when the plan changes: event, job, manual, sign_up.
[[nodiscard]] Result<AccountState> refreshAccount(store::WriteContext& context, const RulesContext& rules,
                                                  std::int64_t account, Instant now, std::string_view cause);

/// A trial without subscription, once per account; Conflict "trial_used" otherwise, InvalidInput "no_trial" where the
/// profile has none.
[[nodiscard]] Result<void> startTrial(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                                      Instant now);

/// Takes the subscription that gives the plan off the account (the nightly job). Idempotent.
[[nodiscard]] Result<void> downgradeAccount(store::WriteContext& context, const RulesContext& rules,
                                            std::int64_t account, std::string_view reason, Instant now);

}  // namespace billing::operations
