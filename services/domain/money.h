// Money: whole minor units and a currency, never a double.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "support/result.h"

namespace billing {

/// ISO 4217 alphabetic code, upper case. Unknown codes are kept as they are.
class Currency {
 public:
  constexpr Currency() = default;
  /// Three ASCII letters in any case; nullopt otherwise.
  [[nodiscard]] static std::optional<Currency> fromCode(std::string_view code);
  [[nodiscard]] std::string_view code() const { return {code_.data(), empty() ? 0U : 3U}; }
  [[nodiscard]] bool empty() const { return code_[0] == '\0'; }
  /// Decimal places of the minor unit after ISO 4217: JPY 0, USD 2, KWD 3, CLF 4. Codes not in the table: 2.
  [[nodiscard]] int exponent() const;
  bool operator==(const Currency&) const = default;
  auto operator<=>(const Currency&) const = default;

 private:
  std::array<char, 3> code_{};
};

/// An amount in minor units (cents, yen, fils). The range is that of int64; sums are checked where they are made.
struct Money {
  std::int64_t minor = 0;
  Currency currency;
  bool operator==(const Money&) const = default;
};

/// "1234.50" without currency or grouping; "-" in front when negative.
[[nodiscard]] std::string toDecimal(Money amount);

/// The other way round: "12.5" USD is 1250 minor units. InvalidInput with the code not_a_number, too_many_decimals or
/// out_of_range.
[[nodiscard]] Result<Money> fromDecimal(Currency currency, std::string_view text);

/// As people of that locale write it, with its symbol or code, exact to the last minor unit (ICU). localeName like
/// "en_US".
[[nodiscard]] std::string toDisplay(Money amount, std::string_view localeName);

/// a * b / c, exact in between, rounded half away from zero. c must not be zero; nullopt when the result leaves int64.
[[nodiscard]] std::optional<std::int64_t> mulDiv(std::int64_t a, std::int64_t b, std::int64_t c);

}  // namespace billing
