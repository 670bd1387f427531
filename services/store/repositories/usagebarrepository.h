// Bars of the usage pane for what is counted here; those that a provider tells of are the UsageRepository's.
#pragma once

#include <optional>
#include <string>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Quantities in thousandths of the unit.
struct UsageBar {
  std::int64_t account = 0;
  std::string provider;
  std::string externalId;          ///< "quota:<key>" or "credits"
  std::string customerExternalId;  ///< or "account:<key>" while there is no customer
  std::string quota, name, unit;
  std::optional<std::int64_t> grantedMilli;    ///< nullopt: unlimited
  std::optional<std::int64_t> remainingMilli;  ///< below 0: beyond the limit
  int warnPercent = 80;
  std::optional<std::int64_t> blockedMilli;
  std::optional<Instant> periodStart, periodEnd;
};

/// Used on the writer's thread, within Database::write.
class UsageBarRepository {
 public:
  /// Writes the account's bar, whatever customer it was kept under before, and notes the change.
  [[nodiscard]] static Result<void> save(WriteContext& context, const UsageBar& bar, Instant now);
};

}  // namespace billing::store
