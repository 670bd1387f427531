// The ledger of credits, only ever appended to, and the balance that repeats its sum.
#pragma once

#include <optional>
#include <string>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Credits in tenths.
struct LedgerEntry {
  std::int64_t account = 0;
  std::int64_t grant = 0;
  std::string kind;         ///< grant, use, expire, take
  std::int64_t tenths = 0;  ///< signed
  Instant at;
  std::string reference, note;
};

/// Used on the writer's thread, within Database::write.
class CreditLedgerRepository {
 public:
  /// Appends, and adds the same to the account's balance row.
  [[nodiscard]] static Result<void> append(WriteContext& context, const LedgerEntry& entry);
  [[nodiscard]] static Result<std::int64_t> sum(WriteContext& context, std::int64_t account);
  /// What the balance row says; 0 without one.
  [[nodiscard]] static Result<std::int64_t> cached(WriteContext& context, std::int64_t account);
  /// Sets the balance row right.
  [[nodiscard]] static Result<void> reconcile(WriteContext& context, std::int64_t account, std::int64_t tenths,
                                              Instant now);
};

}  // namespace billing::store
