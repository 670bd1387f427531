// Who has access to what, and the one-time tokens that carry it to the product.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// A row of `entitlements`: one for each account's key.
struct StoredEntitlement {
  std::int64_t row = 0;  ///< 0: not stored yet
  std::string key;       ///< column email
  std::int64_t account = 0;
  std::string plan, paymentId, paymentProvider, productId;
  std::string source = "payment";  ///< payment, manual, test
  std::string status;              ///< active, cancelled, expired
  Instant createdAt;               ///< the payment's time
  std::optional<Instant> expiresAt;
  std::string metadata = "{}";
  bool operator==(const StoredEntitlement&) const = default;
};

struct StoredToken {
  std::string sha256, key;
  Instant createdAt, expiresAt;
  std::optional<Instant> usedAt;
};

/// Used on the writer's thread, within Database::write.
class EntitlementRepository {
 public:
  [[nodiscard]] static Result<std::optional<StoredEntitlement>> find(WriteContext& context, const std::string& key);
  /// Inserts (row 0) or updates, and notes the account as changed. `now` becomes updated_at.
  [[nodiscard]] static Result<void> save(WriteContext& context, const StoredEntitlement& entitlement, Instant now);
  [[nodiscard]] static Result<void> remove(WriteContext& context, const StoredEntitlement& entitlement);

  [[nodiscard]] static Result<void> addToken(WriteContext& context, const StoredToken& token);
  [[nodiscard]] static Result<std::optional<StoredToken>> findToken(WriteContext& context, const std::string& sha256);
  [[nodiscard]] static Result<void> useToken(WriteContext& context, const std::string& sha256, Instant now);
};

}  // namespace billing::store
