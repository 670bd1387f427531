// The subscriptions that events told of.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "domain/billingevent.h"
#include "store/repositories/stored.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

/// A subscription and what it brings in a month.
struct StoredSubscription : Stored<SubscriptionState> {
  std::int64_t mrrMinor = 0;  ///< in state.amount.currency; 0 unless the status counts (active, past_due)
};

/// Used on the writer's thread, within Database::write.
class SubscriptionRepository {
 public:
  [[nodiscard]] static Result<std::optional<StoredSubscription>> find(WriteContext& context, Provider provider,
                                                                      const std::string& externalId);
  /// All of them, by row.
  [[nodiscard]] static Result<void> each(WriteContext& context, const std::function<void(StoredSubscription&)>& take);
  /// Inserts (row 0) or updates, notes the change, and gives the row's id. `now` becomes updated_at.
  [[nodiscard]] static Result<std::int64_t> save(WriteContext& context, const StoredSubscription& stored, Instant now);
};

}  // namespace billing::store
