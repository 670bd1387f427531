// When a failed payment (or delivery) is tried again by a schedule of delays, and when one is warned of it.
#pragma once

#include <optional>
#include <vector>

#include "support/instant.h"

namespace billing {

/// Each delay counts from the attempt before it.
[[nodiscard]] std::vector<Instant> retriesAfter(Instant firstFailure, const std::vector<std::int64_t>& delaysMs);

/// A warning goes out when none did before, or the last one is at least that long ago.
[[nodiscard]] bool mayWarnAgain(std::optional<Instant> last, Instant now, std::int64_t cooldownMs);

}  // namespace billing
