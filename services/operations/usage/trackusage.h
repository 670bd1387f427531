// Counting what accounts do, and refusing what their plan does not hold. Used on the writer's thread, within
// Database::write.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/quota.h"
#include "operations/rulescontext.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

struct UsageRequest {
  std::string account;     ///< key
  std::string action;      ///< of the profile
  std::int64_t units = 1;  ///< at least 1; negative takes back what lasts (a memory was deleted)
  std::string requestId;   ///< the same id again is answered as the first time and counts nothing
  bool checkOnly = false;  ///< says what would happen
};

struct QuotaFigure {
  std::string quota, name, unit;
  std::int64_t used = 0;  ///< after the request, if it was let in
  std::optional<std::int64_t> limit, blockedAt;
  QuotaState state = QuotaState::Ok;  ///< of the next unit
  std::optional<std::int64_t> percentHundredths;
  Instant periodStart;
  std::optional<Instant> periodEnd;
};

struct UsageVerdict {
  bool allowed = true;
  bool letThrough = false;              ///< the check itself failed, and the profile lets such requests in
  bool repeated = false;                ///< the request id was known
  std::string reason;                   ///< refused: quota_exceeded, not_enough_credits
  std::string exceeded;                 ///< the quota that refused
  std::vector<QuotaFigure> quotas;      ///< those that the action checks or counts
  Tenths creditsTenths = 0;             ///< taken
  std::optional<Tenths> balanceTenths;  ///< after it; where the workspace has credits
};

/// NotFound "unknown_account", InvalidInput "unknown_action", "bad_units". Refusals are a verdict, not an error, and
/// are listed with the billable actions.
[[nodiscard]] Result<UsageVerdict> trackUsage(store::WriteContext& context, const RulesContext& rules,
                                              const UsageRequest& request, Instant now);

/// Of all quotas of the profile, for the account's present periods.
[[nodiscard]] Result<std::vector<QuotaFigure>> usageOf(store::WriteContext& context, const RulesContext& rules,
                                                       std::int64_t account, Instant now);

/// Writes the usage bars (usage_balances) of all quotas and of the credits of one account.
[[nodiscard]] Result<void> refreshUsageBars(store::WriteContext& context, const RulesContext& rules,
                                            std::int64_t account, Instant now);

/// Lists a request that was let in unchecked. For those who catch an error of trackUsage where quotaOnError is Allow.
[[nodiscard]] Result<void> noteLetThrough(store::WriteContext& context, std::string_view what,
                                          std::string_view accountKey, std::string_view action, std::string_view reason,
                                          Instant now);

}  // namespace billing::operations
