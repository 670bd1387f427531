// The proleptic Gregorian calendar as numbers of days, for any year of int: that of <chrono> ends in the year 32767.
#pragma once

#include <cstdint>

#include "domain/civildate.h"

namespace billing {

/// Days since 1970-01-01.
[[nodiscard]] std::int64_t dayNumber(CivilDate date);
[[nodiscard]] CivilDate dateOfDay(std::int64_t number);
/// 28 to 31; month 1 to 12.
[[nodiscard]] int lengthOfMonth(std::int64_t year, int month);
/// Rounded down; `by` above 0.
[[nodiscard]] constexpr std::int64_t floorDiv(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace billing
