// The monthly figure of one subscription in parts: 332640ths of a minor unit a month. Of that the months, weeks, days
// and years that people bill by (every count from 1 to 12, and 18, 24, 36) divide without a rest, so sums stay exact
// until the one rounding at the end. A share that does not divide (33.33 percent) is rounded to the part, half away
// from zero.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/billingevent.h"

namespace billing {

inline constexpr std::int64_t kMrrParts = 332'640;

/// `amountMinor` for one interval, in parts. nullopt when it leaves int64 or the interval's count is below 1.
[[nodiscard]] std::optional<std::int64_t> mrrPartsOf(std::int64_t amountMinor, BillingInterval interval);

/// The one rounding: parts as minor units, half away from zero.
[[nodiscard]] std::int64_t mrrMinorOf(std::int64_t parts);

/// Sums that stop at the ends of int64 (28 million million minor units a month): a figure that stands there is not
/// exact, and never one of the other sign.
[[nodiscard]] std::int64_t addParts(std::int64_t one, std::int64_t other);
[[nodiscard]] std::int64_t subtractParts(std::int64_t from, std::int64_t what);
/// True for a figure that a sum has stopped at.
[[nodiscard]] bool isBeyondParts(std::int64_t parts);

}  // namespace billing
