// How well the local API has been answering, for the tiles of the overview and /metrics.
#pragma once

#include <cstdint>

namespace billing::operations {

/// Of the last 1,000 requests. The targets are Adminer's: errors under 1 %, answers under 500 ms.
struct ServiceLevel {
  std::int64_t requests = 0;
  std::int64_t errors = 0;  ///< answered with 5xx
  std::int64_t slow = 0;    ///< took 500 ms or longer
  std::int64_t medianMicros = 0, p95Micros = 0;
};

}  // namespace billing::operations
