// The events that the provider would send for what happens on the test checkout's pages.
#pragma once

#include "operations/checkouts/checkoutbook.h"
#include "operations/checkouts/checkoutoffer.h"
#include "operations/checkouts/letterwriter.h"

namespace billing::operations {

/// A checkout paid with a card: for a plan the subscription (or its change, where one runs) and the payment, for Stripe
/// also session and invoice; for credits the payment. With a declining card: the failed payment alone. The ids follow
/// from the checkout, so a form that is sent twice is the same events twice. `charged` is what a discount leaves.
[[nodiscard]] Result<ProviderLetters> checkoutLetters(const RulesContext& rules, const Checkout& checkout,
                                                      const Buyer& buyer, const TestCard& card, Money charged,
                                                      Instant now);

/// The card on file is charged for an automatic top-up. The ids follow from the request's.
[[nodiscard]] Result<ProviderLetters> topUpLetters(const RulesContext& rules, const Buyer& buyer,
                                                   const std::string& request, Money price, Instant now);

// For a buyer with a running subscription:

[[nodiscard]] Result<ProviderLetters> planChangeLetters(const RulesContext& rules, const Buyer& buyer,
                                                        const CheckoutOffer& offer, Instant now);
/// Cancels at the end of the period, or (false) takes that back.
[[nodiscard]] Result<ProviderLetters> cancellationLetters(const RulesContext& rules, const Buyer& buyer, bool cancel,
                                                          Instant now);
/// Another card for the next payments.
[[nodiscard]] Result<ProviderLetters> cardLetters(const RulesContext& rules, const Buyer& buyer, const TestCard& card,
                                                  Instant now);

}  // namespace billing::operations
