// Cards that a parameter names: an id, or one of Stripe's test tokens, and attaching them to a customer.
#pragma once

#include <string>

#include "sandbox/faces/stripe/request.h"

namespace billing::sandbox::stripe {

/// "pm_card_visa", "tok_visa": a token that becomes a card when it is used.
[[nodiscard]] bool isCardToken(const std::string& id);
/// Attaches the card of that id or token; null with the request's problem set when it cannot be: 402 for a card that is
/// always declined, 400 for another customer's.
PaymentMethod* attachCard(Request& r, const std::string& idOrToken, const std::string& customer,
                          const std::string& param);
/// The customer's own card that a parameter names (tokens are attached first); empty when none is given.
[[nodiscard]] std::string ownCard(Request& r, const Reader& in, std::string_view name, const std::string& customer);

}  // namespace billing::sandbox::stripe
