// What a checkout request asks to buy, as the workspace's profile sells it.
#pragma once

#include <string>

#include "operations/checkouts/checkoutbook.h"

namespace billing::operations {

struct CheckoutOffer {
  std::string plan, interval, productId;  ///< interval: "month", "year"
  Tenths creditsTenths = 0;
  Money amount;
};

/// The errors of openCheckout.
[[nodiscard]] Result<CheckoutOffer> offerFor(const RulesContext& rules, const CheckoutRequest& request);

/// The name that people see: "Pro, each month", "25 credits".
[[nodiscard]] std::string offerName(const BillingRules& rules, const Checkout& checkout);

/// Of "month" or "year".
[[nodiscard]] BillingInterval intervalOf(std::string_view word);

}  // namespace billing::operations
