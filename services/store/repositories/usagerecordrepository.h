// How much of a quota an account has used in a period: one row for each account, quota and period.
#pragma once

#include <optional>
#include <string>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct StoredUsage {
  std::int64_t row = 0;  ///< 0: nothing was counted yet
  std::int64_t account = 0;
  std::string quota;
  Instant periodStart;               ///< 0 for quotas that last
  std::optional<Instant> periodEnd;  ///< nullopt for quotas that last
  std::int64_t used = 0;             ///< never below 0
};

/// Used on the writer's thread, within Database::write.
class UsageRecordRepository {
 public:
  [[nodiscard]] static Result<std::optional<StoredUsage>> find(WriteContext& context, std::int64_t account,
                                                               const std::string& quota, Instant periodStart);
  /// Inserts (row 0) or updates.
  [[nodiscard]] static Result<void> save(WriteContext& context, const StoredUsage& record, Instant now);
};

}  // namespace billing::store
