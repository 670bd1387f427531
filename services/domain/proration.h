// What changing a price in the middle of a period costs. facts/calculations.md, kind "proration".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "support/instant.h"
#include "support/result.h"

namespace billing {

enum class ProrationMode {
  Prorated,    ///< what is left of the old price is credited, what is left of the new one charged, by the second
  Full,        ///< the new price is charged, nothing credited
  Difference,  ///< the difference of the prices is charged or credited
  None,        ///< nothing until the period ends
};
/// "prorated", "full", "difference", "none".
[[nodiscard]] std::optional<ProrationMode> prorationModeFrom(std::string_view word);

struct PriceChange {
  std::int64_t oldMinor = 0, newMinor = 0;
  Instant periodStart, periodEnd, changeAt;
  ProrationMode mode = ProrationMode::Prorated;
  bool trialing = false;  ///< nothing is due yet: all lines are zero
};

struct Proration {
  std::int64_t creditMinor = 0;  ///< <= 0
  std::int64_t chargeMinor = 0;  ///< >= 0
  std::int64_t netMinor = 0;
};

/// Each line is rounded half away from zero, then summed. InvalidInput "empty_period" when the end is not after the
/// start, "out_of_range".
[[nodiscard]] Result<Proration> prorate(const PriceChange& change);

}  // namespace billing
