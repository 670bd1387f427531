// Sessions of the test checkout, and who pays in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/money.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct StoredCheckout {
  std::int64_t row = 0;
  std::string externalId, accountKey, email;
  std::string name;  ///< of the account
  std::string plan, interval, productId, returnUrl, status;
  std::string metadata;  ///< JSON
  std::int64_t creditsTenths = 0;
  Money amount;
  Instant createdAt;
};

/// What is known of an account as a payer.
struct Payer {
  std::string key, name, email, plan, status;
  std::string customerExternalId, subscriptionExternalId;  ///< of the workspace's provider; empty: none yet
};

/// Used on the writer's thread, within Database::write.
class CheckoutRepository {
 public:
  [[nodiscard]] static Result<std::int64_t> insert(WriteContext& context, const StoredCheckout& checkout);
  [[nodiscard]] static Result<std::optional<StoredCheckout>> find(WriteContext& context, std::string_view externalId);
  /// open to `status`; false when it was closed before.
  [[nodiscard]] static Result<bool> close(WriteContext& context, std::string_view externalId, std::string_view status,
                                          Instant now);
  /// By the account's key, else by the provider's customer id.
  [[nodiscard]] static Result<std::optional<Payer>> payer(WriteContext& context, std::string_view keyOrCustomer);
};

}  // namespace billing::store
