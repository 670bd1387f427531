// What is held of an account's subscriptions and customers, as far as its state depends on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/accountstate.h"
#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// A subscription of an account: its own by name, or that of one of its customers.
struct HeldSubscription {
  AccountSubscription facts;  ///< failingSince and downgraded are the caller's to judge
  Provider provider = Provider::Dodo;
  std::string customerExternalId;
  std::optional<Instant> takenOffAt;    ///< a downgrade has taken it off its account
  std::optional<Instant> chargeFailed;  ///< the first charge that failed since the last that succeeded
  std::optional<Instant> lastPaid;
};

struct HeldCustomer {
  std::string provider, externalId, name, email;
};

/// Used on the writer's thread, within Database::write.
class AccountFactsReader {
 public:
  [[nodiscard]] static Result<std::vector<HeldSubscription>> subscriptions(WriteContext& context, std::int64_t account);
  /// nullopt when no event has told of it.
  [[nodiscard]] static Result<std::optional<HeldCustomer>> customer(WriteContext& context, Provider provider,
                                                                    const std::string& externalId);
  /// Of the account's customers the one heard of last; else the one of its payments; nullopt: none.
  [[nodiscard]] static Result<std::optional<HeldCustomer>> newestCustomer(WriteContext& context, std::int64_t account);
};

}  // namespace billing::store
