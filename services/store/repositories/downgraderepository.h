// Subscriptions that a downgrade has taken off their account, and how subscriptions have been faring.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Used on the writer's thread, within Database::write.
class DowngradeRepository {
 public:
  /// Notes it, or that it was done again at a later time.
  [[nodiscard]] static Result<void> save(WriteContext& context, Provider provider, const std::string& subscription,
                                         std::int64_t account, const std::string& reason, Instant at);

  /// An event of `at` told the subscription to fail, or to be well. In any order.
  [[nodiscard]] static Result<void> noteHealth(WriteContext& context, Provider provider,
                                               const std::string& subscription, bool failing, Instant at);
  /// When it was first told to fail since it was last told to be well; nullopt when it was not.
  [[nodiscard]] static Result<std::optional<Instant>> failingSince(WriteContext& context, Provider provider,
                                                                   const std::string& subscription);
};

}  // namespace billing::store
