// Two accounts turn out to be one, or an account gets another key.
#pragma once

#include <cstdint>
#include <string>

#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

/// An account as far as a merge names it.
struct AccountIdentity {
  std::int64_t row = 0;
  std::string key;
};

/// Everything of `from` becomes `into`'s, and the row `from` goes. Nothing is lost where both have the same: usage of
/// one period adds up, grants and actions are kept under a reference that tells where they come from, of two
/// entitlements the one that opens more stays. Used on the writer's thread, within Database::write.
[[nodiscard]] Result<void> mergeAccounts(WriteContext& context, const AccountIdentity& from,
                                         const AccountIdentity& into);

/// Rows that name an account by its key and not by its id follow it to another key.
[[nodiscard]] Result<void> rekeyAccount(WriteContext& context, const std::string& from, const std::string& to);

/// What a payment has bought (its grant with the uses of it, its purchase) becomes another account's.
[[nodiscard]] Result<void> movePurchase(WriteContext& context, const std::string& provider, const std::string& payment,
                                        std::int64_t from, std::int64_t into);

}  // namespace billing::store
