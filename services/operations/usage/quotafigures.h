// A quota of an account as a figure: its limit by the plan, and how full it is. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "operations/usage/trackusage.h"
#include "operations/usage/usageperiod.h"

namespace billing::operations {

/// Units; nullopt: unlimited. A plan that the profile does not know is treated as the free plan; where nothing is sold
/// as plans there are no limits.
[[nodiscard]] std::optional<std::int64_t> quotaLimitOf(const BillingRules& rules, std::string_view plan,
                                                       std::string_view quota);

/// Beyond its limit it is paid with credits rather than refused.
[[nodiscard]] bool isPaidBeyondLimit(const BillingRules& rules, const QuotaRule& quota);

[[nodiscard]] QuotaFigure quotaFigureOf(const BillingRules& rules, const QuotaRule& quota,
                                        std::optional<std::int64_t> limit, std::int64_t used, const UsageSpan& span);

}  // namespace billing::operations
