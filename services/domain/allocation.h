// Splits an amount so that nothing is lost. facts/calculations.md, kind "allocate".
#pragma once

#include <cstdint>
#include <vector>

#include "support/result.h"

namespace billing {

/// Parts by weight that sum to the total: what rounding down leaves over goes one by one to the largest remainders,
/// ties to the first; the sign is kept. InvalidInput "no_weight" when all weights are zero (or there are none),
/// "negative_weight".
[[nodiscard]] Result<std::vector<std::int64_t>> allocate(std::int64_t totalMinor,
                                                         const std::vector<std::int64_t>& weights);

}  // namespace billing
