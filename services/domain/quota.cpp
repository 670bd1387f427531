#include "domain/quota.h"

#include <algorithm>
#include <limits>

#include "domain/money.h"

namespace billing {
namespace {

__extension__ using WideUnits = __int128;

constexpr std::int64_t kMostUnits = std::numeric_limits<std::int64_t>::max();

// A buffer beyond the range of int64 is never reached.
std::int64_t endOfBuffer(std::int64_t limit, int bufferPercent) {
  const WideUnits end = static_cast<WideUnits>(limit) * (100 + std::max(bufferPercent, 0)) / 100;
  return static_cast<std::int64_t>(std::min<WideUnits>(end, kMostUnits));
}

bool reaches(std::int64_t used, std::int64_t limit, int percent) {
  return static_cast<WideUnits>(used) * 100 >= static_cast<WideUnits>(limit) * percent;
}

}  // namespace

std::string_view toString(QuotaState state) {
  switch (state) {
    case QuotaState::Ok:
      return "ok";
    case QuotaState::Warn:
      return "warn";
    case QuotaState::Soft:
      return "soft";
    case QuotaState::Blocked:
      return "blocked";
  }
  return "blocked";
}

QuotaVerdict judgeQuota(std::int64_t used, std::optional<std::int64_t> limit, int warnPercent, int bufferPercent) {
  if (!limit) return {};
  if (*limit <= 0) return {QuotaState::Blocked, std::nullopt, 0};
  const std::int64_t blockedAt = endOfBuffer(*limit, bufferPercent);
  QuotaVerdict verdict{QuotaState::Ok, mulDiv(used, 10'000, *limit).value_or(kMostUnits), blockedAt};
  if (used >= blockedAt) {
    verdict.state = QuotaState::Blocked;
  } else if (used >= *limit) {
    verdict.state = QuotaState::Soft;
  } else if (reaches(used, *limit, warnPercent)) {
    verdict.state = QuotaState::Warn;
  }
  return verdict;
}

}  // namespace billing
