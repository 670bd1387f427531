// What a provider has paid out to us, and of what each payout is made; the same for both.
#pragma once

#include <optional>
#include <string>

#include "domain/money.h"
#include "support/instant.h"

namespace billing::providers {

struct Payout {
  std::string id;
  std::string status;  ///< the provider's word
  Money amount;        ///< what arrives at the bank
  std::optional<Instant> createdAt, arrivesAt;
};

/// A part of a payout; the nets of all of them sum to its amount. Signed: what goes back is negative.
struct PayoutItem {
  std::string id;      ///< the provider's own id of the line
  std::string kind;    ///< payment, refund, dispute, fee, adjustment
  std::string object;  ///< id of the payment, refund or dispute, as we know it; may be empty
  Money gross, fee, net;
  std::optional<Instant> at;
};

}  // namespace billing::providers
