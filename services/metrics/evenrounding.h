// Rounds the parts of a sum so that they add up to the rounded sum: what a table shows and what stands below it agree.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace billing {

/// Each of `parts` divided by `unit` (above 0), to a whole number less than 1 away from it; together they are the sum
/// divided by `unit`, rounded half away from zero. What is left over goes to the largest remainders, ties to the first.
/// nullopt when the sum leaves 128 bits or a result int64.
[[nodiscard]] std::optional<std::vector<std::int64_t>> roundedTogether(std::span<const std::int64_t> parts,
                                                                       std::int64_t unit);

/// Each of `parts` divided by `unit` (above 0), rounded half away from zero; then the fewest of them, nearest to the
/// other side first, are moved by 1 so that together they are `total`: the difference of two sums that were rounded
/// themselves. A part of zero stays zero. nullopt when the sum leaves int64.
[[nodiscard]] std::optional<std::vector<std::int64_t>> roundedTo(std::span<const std::int64_t> parts, std::int64_t unit,
                                                                 std::int64_t total);

/// The sum of `parts` x factor / unit, rounded half away from zero once; nullopt beyond int64.
[[nodiscard]] std::optional<std::int64_t> roundedSum(std::span<const std::int64_t> parts, std::int64_t factor,
                                                     std::int64_t unit);

}  // namespace billing
