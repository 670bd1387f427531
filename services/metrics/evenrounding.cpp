#include "metrics/evenrounding.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace billing {
namespace {

__extension__ using Int128 = __int128;

std::optional<Int128> exactSum(std::span<const std::int64_t> parts) {
  Int128 sum = 0;  // 2^63 numbers of 64 bits fit
  for (const std::int64_t part : parts) sum += part;
  return sum;
}

std::optional<std::int64_t> narrowed(Int128 wide) {
  if (wide > std::numeric_limits<std::int64_t>::max() || wide < std::numeric_limits<std::int64_t>::min())
    return std::nullopt;
  return static_cast<std::int64_t>(wide);
}

Int128 roundedQuotient(Int128 up, Int128 down) {
  const Int128 size = up < 0 ? -up : up;
  const Int128 rest = size % down;
  const Int128 whole = size / down + (rest >= down - rest ? 1 : 0);
  return up < 0 ? -whole : whole;
}

// Rounded down, also below zero; the rest is 0 to unit - 1.
struct Floored {
  std::int64_t whole = 0, rest = 0;
};
Floored floored(std::int64_t part, std::int64_t unit) {
  Floored result{part / unit, part % unit};
  if (result.rest < 0) {
    --result.whole;
    result.rest += unit;
  }
  return result;
}

}  // namespace

std::optional<std::int64_t> roundedSum(std::span<const std::int64_t> parts, std::int64_t factor, std::int64_t unit) {
  const auto sum = exactSum(parts);
  Int128 times = 0;
  if (!sum || unit <= 0 || __builtin_mul_overflow(*sum, static_cast<Int128>(factor), &times)) return std::nullopt;
  return narrowed(roundedQuotient(times, unit));
}

std::optional<std::vector<std::int64_t>> roundedTogether(std::span<const std::int64_t> parts, std::int64_t unit) {
  const auto total = roundedSum(parts, 1, unit);
  if (!total) return std::nullopt;
  std::vector<std::int64_t> whole, rests;
  Int128 given = 0;
  for (const std::int64_t part : parts) {
    const Floored down = floored(part, unit);
    whole.push_back(down.whole);
    rests.push_back(down.rest);
    given += down.whole;
  }
  auto missing = static_cast<std::int64_t>(*total - given);  // 0 to the number of parts
  std::vector<std::size_t> order(whole.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return rests[i]; });
  for (const std::size_t i : order) {
    if (missing-- <= 0) break;
    ++whole[i];
  }
  return whole;
}

std::optional<std::vector<std::int64_t>> roundedTo(std::span<const std::int64_t> parts, std::int64_t unit,
                                                   std::int64_t total) {
  std::vector<std::int64_t> whole;
  for (const std::int64_t part : parts) whole.push_back(static_cast<std::int64_t>(roundedQuotient(part, unit)));
  const auto given = narrowed(*exactSum(whole));
  std::int64_t missing = 0;
  if (!given || __builtin_sub_overflow(total, *given, &missing)) return std::nullopt;
  const std::int64_t step = missing < 0 ? -1 : 1;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] != 0) order.push_back(i);
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t i) { return (Int128{parts[i]} - Int128{whole[i]} * unit) * step; });
  for (const std::size_t i : order) {
    if (missing == 0) break;
    whole[i] += step;
    missing -= step;
  }
  return whole;
}

}  // namespace billing
