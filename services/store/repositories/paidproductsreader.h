// What an account has paid for: its succeeded payments with what became of them since.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/billingevent.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct PaidProduct {
  Provider provider = Provider::Dodo;
  std::string payment, productId, subscription, customer;
  std::int64_t amountMinor = 0;
  Instant paidAt;  ///< of the payment's creation, else of the newest event about it
  std::int64_t refundedMinor = 0;
  std::optional<Instant> refundedAt;  ///< of the newest refund
  SubscriptionStatus subscriptionStatus = SubscriptionStatus::Unknown;
  std::string subscriptionProductId;
  std::optional<Instant> subscriptionEndedAt;
  bool buysCredits = false;               ///< listed with the purchases of credits
  std::vector<std::string> moreProducts;  ///< of its cart
};

/// Newest first. An account's payments are those that were given to it by name, those of its subscriptions and those of
/// its customers, as for its state. Used on the writer's thread, within Database::write.
[[nodiscard]] Result<std::vector<PaidProduct>> readPaidProducts(WriteContext& context, std::int64_t account);

}  // namespace billing::store
