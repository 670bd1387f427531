// The payment provider whose words an object or event speaks.
#pragma once

#include <optional>
#include <string_view>

namespace billing {

enum class Provider { Dodo, Stripe };

/// "dodo" / "stripe": the spelling in the store, in profiles and on the command line.
[[nodiscard]] constexpr std::string_view toString(Provider provider) {
  return provider == Provider::Dodo ? "dodo" : "stripe";
}

[[nodiscard]] constexpr std::optional<Provider> providerFrom(std::string_view word) {
  if (word == "dodo") return Provider::Dodo;
  if (word == "stripe") return Provider::Stripe;
  return std::nullopt;
}

}  // namespace billing
