#include "domain/decimal.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "domain/money.h"

namespace billing {
namespace {

bool allDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Appends one digit on the side of the sign, so that the lowest int64 can be reached too.
bool append(std::int64_t& value, int digit, bool negative) {
  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  if (negative ? value < (lowest + digit) / 10 : value > (highest - digit) / 10) return false;
  value = value * 10 + (negative ? -digit : digit);
  return true;
}

struct DecimalText {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

std::optional<DecimalText> split(std::string_view text) {
  DecimalText parts;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    parts.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const auto point = text.find('.');
  parts.whole = text.substr(0, point);
  if (point != std::string_view::npos) parts.fraction = text.substr(point + 1);
  const bool good = allDigits(parts.whole) && (point == std::string_view::npos || allDigits(parts.fraction));
  return good ? std::optional(parts) : std::nullopt;
}

tl::unexpected<Error> refused(const char* code, const char* why) {
  return failure(ErrorKind::InvalidInput, code, "The decimal number cannot be taken", why);
}

tl::unexpected<Error> notANumber() {
  return refused("not_a_number", "only a sign, digits and a point followed by digits are read");
}

}  // namespace

Result<std::int64_t> scaledDecimal(std::string_view text, int decimals) {
  const auto parts = split(text);
  if (!parts) return notANumber();
  const auto room = static_cast<std::size_t>(decimals);
  if (parts->fraction.size() > room)
    return refused("too_many_decimals", "it says more than the smallest unit can hold");
  std::int64_t value = 0;
  const auto take = [&](std::string_view digits) {
    return std::ranges::all_of(digits, [&](char c) { return append(value, c - '0', parts->negative); });
  };
  bool fits = take(parts->whole) && take(parts->fraction);
  for (std::size_t i = parts->fraction.size(); fits && i < room; ++i) fits = append(value, 0, parts->negative);
  if (!fits) return refused("out_of_range", "it leaves the range of 64 bits");
  return value;
}

Result<std::int64_t> milliDecimal(std::string_view text) {
  constexpr std::size_t most =
      9;  // cutting what is said beyond cannot change the rounding: a half stays a half or more
  const auto parts = split(text);
  if (!parts) return notANumber();
  if (parts->fraction.size() <= 3) return scaledDecimal(text, 3);
  const std::size_t decimals = std::min(parts->fraction.size(), most);
  text.remove_suffix(parts->fraction.size() - decimals);
  const auto value = scaledDecimal(text, static_cast<int>(decimals));
  if (!value) return value;
  std::int64_t divisor = 1;
  for (std::size_t i = 3; i < decimals; ++i) divisor *= 10;
  return *mulDiv(*value, 1, divisor);
}

}  // namespace billing
