// The paying parties, and the history of their plans.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// A row of `accounts`. Texts are empty where nothing is known.
struct StoredAccount {
  std::int64_t row = 0;  ///< 0: not stored yet
  std::string key;
  bool provisional = false;  ///< nobody has named it: the key is the provider's customer id
  std::string name, email;
  std::string provider, customerExternalId, subscriptionExternalId;
  std::string plan, interval, status;
  std::optional<Instant> periodStart, periodEnd;
  bool cancelAtPeriodEnd = false;
  std::optional<Instant> trialStartedAt, trialEndsAt, graceEndsAt, downgradeDueAt;
  std::string downgradeReason, manualPlan, unknownProduct;
  std::optional<Instant> lastWarningAt;
  Instant createdAt;
  bool operator==(const StoredAccount&) const = default;
};

/// Used on the writer's thread, within Database::write.
class AccountRepository {
 public:
  /// nullopt when there is no such row, or key.
  [[nodiscard]] static Result<std::optional<StoredAccount>> find(WriteContext& context, std::int64_t row);
  [[nodiscard]] static Result<std::optional<StoredAccount>> findByKey(WriteContext& context, std::string_view key);
  /// Inserts (row 0) or updates, notes the change, and gives the row's id. `now` becomes updated_at.
  [[nodiscard]] static Result<std::int64_t> save(WriteContext& context, const StoredAccount& account, Instant now);
  /// cause: event, job, manual, sign_up.
  [[nodiscard]] static Result<void> notePlanChange(WriteContext& context, std::int64_t account, std::string_view from,
                                                   std::string_view to, std::string_view cause, Instant now);
};

}  // namespace billing::store
