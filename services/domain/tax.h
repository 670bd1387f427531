// Tax on an amount without it, or within an amount that includes it. facts/calculations.md, kind "tax".
#pragma once

#include <cstdint>

#include "domain/percent.h"
#include "support/result.h"

namespace billing {

struct Taxed {
  std::int64_t netMinor = 0, taxMinor = 0, grossMinor = 0;  ///< net + tax = gross
};

/// Exclusive: tax = round(net x rate). Inclusive: net = round(gross / (1 + rate)), the tax is the rest. Rounded half
/// away from zero. InvalidInput "out_of_range" when an amount leaves int64.
[[nodiscard]] Result<Taxed> taxOn(std::int64_t amountMinor, Percent rate, bool inclusive);

}  // namespace billing
