// Payments that were meant to buy credits: each once, also those that could not be credited.
#pragma once

#include <optional>
#include <string>

#include "domain/money.h"
#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct CreditPurchase {
  std::int64_t row = 0;      ///< 0: not stored yet
  std::int64_t account = 0;  ///< 0: nobody knows whose it is
  Provider provider = Provider::Dodo;
  std::string paymentExternalId;  ///< of a requested top-up: the request's own id
  std::string kind;               ///< manual, automatic
  std::int64_t tenths = 0;
  Money amount;
  std::string status;  ///< requested, credited, refused, failed
  std::string reason;  ///< of a refusal or failure
  Instant purchased;
};

/// Used on the writer's thread, within Database::write.
class CreditPurchaseRepository {
 public:
  [[nodiscard]] static Result<std::optional<CreditPurchase>> find(WriteContext& context, Provider provider,
                                                                  const std::string& paymentExternalId);
  /// Inserts (row 0) or updates; the row's id.
  [[nodiscard]] static Result<std::int64_t> save(WriteContext& context, const CreditPurchase& purchase);
};

}  // namespace billing::store
