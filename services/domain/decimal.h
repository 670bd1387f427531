// Decimal text to whole units, exactly: never through a double.
#pragma once

#include <cstdint>
#include <string_view>

#include "support/result.h"

namespace billing {

/// "12.5" with two decimals is 1250. An optional sign, ASCII digits, an optional point followed by digits; anything
/// else is InvalidInput with the code not_a_number, too_many_decimals or out_of_range (int64), checked in that order.
[[nodiscard]] Result<std::int64_t> scaledDecimal(std::string_view text, int decimals);

/// The same in thousandths, rounded half away from zero where the text says more.
[[nodiscard]] Result<std::int64_t> milliDecimal(std::string_view text);

}  // namespace billing
