// The currencies and countries that Dodo knows (its published specification).
#pragma once

#include <string_view>
#include <vector>

namespace billing::sandbox::dodo {

[[nodiscard]] bool isCurrencyCode(std::string_view code);
[[nodiscard]] bool isCountryCode(std::string_view code);
/// All two-letter codes, in Dodo's order.
[[nodiscard]] const std::vector<std::string_view>& countryCodes();

}  // namespace billing::sandbox::dodo
