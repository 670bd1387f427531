// How full a quota is, and what becomes of the next unit. facts/calculations.md, kind "quota".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace billing {

enum class QuotaState { Ok, Warn, Soft, Blocked };
[[nodiscard]] std::string_view toString(QuotaState state);  ///< "ok", "warn", "soft", "blocked"

struct QuotaVerdict {
  QuotaState state = QuotaState::Ok;              ///< of the next unit
  std::optional<std::int64_t> percentHundredths;  ///< 7142 is 71.42 %; nullopt without a limit, or with one of 0
  std::optional<std::int64_t> blockedAt;          ///< units; nullopt without a limit
};

/// Units used so far and the limit (nullopt: unlimited). Exact: the buffer's end is floor(limit x (100 + buffer) /
/// 100).
[[nodiscard]] QuotaVerdict judgeQuota(std::int64_t used, std::optional<std::int64_t> limit, int warnPercent,
                                      int bufferPercent);

}  // namespace billing
