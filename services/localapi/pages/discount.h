// The one discount code of the test checkout.
#pragma once

#include <optional>
#include <string_view>

#include "domain/money.h"

namespace billing::localapi {

inline constexpr std::string_view discountCode = "TEST50";  ///< takes half off

/// The price after the code; nullopt for a code that is not known. No code: the price itself.
[[nodiscard]] inline std::optional<Money> discounted(Money price, std::string_view code) {
  if (code.empty()) return price;
  const auto half = mulDiv(price.minor, 1, 2);
  if (code != discountCode || !half) return std::nullopt;
  return Money{*half, price.currency};
}

}  // namespace billing::localapi
