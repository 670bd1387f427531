#include "metrics/dunning.h"

namespace billing {

std::vector<Instant> retriesAfter(Instant firstFailure, const std::vector<std::int64_t>& delaysMs) {
  std::vector<Instant> retries;
  Instant at = firstFailure;
  for (const std::int64_t delay : delaysMs) retries.push_back(at = Instant{at.ms + delay});
  return retries;
}

bool mayWarnAgain(std::optional<Instant> last, Instant now, std::int64_t cooldownMs) {
  return !last || now.ms - last->ms >= cooldownMs;
}

}  // namespace billing
