// A percentage as people write it, exactly: "8.875" is 8875 / 1000.
#pragma once

#include <cstdint>
#include <string_view>

#include "support/result.h"

namespace billing {

struct Percent {
  std::int64_t parts = 0;  ///< 0 to 10^15
  std::int64_t scale = 1;  ///< a power of ten, at most 10^9
  /// What the whole is, counted in the same parts: 100 %.
  [[nodiscard]] constexpr std::int64_t whole() const { return 100 * scale; }
};

/// ASCII digits with at most nine decimals, not below zero. InvalidInput "not_a_number", "too_many_decimals",
/// "out_of_range".
[[nodiscard]] Result<Percent> percentFrom(std::string_view text);

}  // namespace billing
