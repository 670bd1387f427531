// The providers' published test cards: which number or token does what. providers.md 1.5 and 2.5.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sandbox/ledger/entities.h"

namespace billing::sandbox {

/// Number (spaces allowed) or token: behaviour, brand, last four, country filled in. nullopt: not a test card.
[[nodiscard]] std::optional<PaymentMethod> testCard(std::string_view numberOrToken);

struct DeclineWords {
  std::string code, declineCode, message;  ///< Stripe's error.code, error.decline_code, error.message
};
/// Why a charge with such a card is declined; nullopt: it is not.
[[nodiscard]] std::optional<DeclineWords> declineOf(CardBehaviour behaviour);
/// Whether a provider refuses to keep such a card with a customer (Stripe: all that decline but ...0341).
[[nodiscard]] bool refusesToAttach(CardBehaviour behaviour);

}  // namespace billing::sandbox
