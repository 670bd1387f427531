// Grants of credits, and what is left of each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Credits in tenths.
struct StoredGrant {
  std::int64_t row = 0;
  std::int64_t account = 0;
  std::string source, reference;  ///< once for each account
  std::int64_t tenths = 0, remainingTenths = 0;
  int priority = 0;
  Instant granted;
  std::optional<Instant> expires;
  std::string note;
};

/// Used on the writer's thread, within Database::write.
class CreditGrantRepository {
 public:
  /// Of which something is left, lapsed or not; oldest row first.
  [[nodiscard]] static Result<std::vector<StoredGrant>> open(WriteContext& context, std::int64_t account);
  /// Of which something is left, or that have not lapsed: what a usage bar is measured by.
  [[nodiscard]] static Result<std::vector<StoredGrant>> current(WriteContext& context, std::int64_t account,
                                                                Instant now);
  /// Of which something is left although they have lapsed; of one account or (0) of all.
  [[nodiscard]] static Result<std::vector<StoredGrant>> lapsed(WriteContext& context, std::int64_t account,
                                                               Instant now);
  /// All of one source whose reference starts with `prefix`.
  [[nodiscard]] static Result<std::vector<StoredGrant>> referring(WriteContext& context, std::int64_t account,
                                                                  const std::string& source, const std::string& prefix);
  /// The greatest reference of the source, in the order of text; empty without any.
  [[nodiscard]] static Result<std::string> lastReference(WriteContext& context, std::int64_t account,
                                                         const std::string& source);
  [[nodiscard]] static Result<bool> exists(WriteContext& context, std::int64_t account, const std::string& source,
                                           const std::string& reference);
  [[nodiscard]] static Result<std::int64_t> add(WriteContext& context, const StoredGrant& grant);
  [[nodiscard]] static Result<void> setRemaining(WriteContext& context, std::int64_t row, std::int64_t tenths);
  /// Sum of what is left, lapsed or not.
  [[nodiscard]] static Result<std::int64_t> sum(WriteContext& context, std::int64_t account);
};

}  // namespace billing::store
