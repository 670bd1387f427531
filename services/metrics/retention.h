// What of a month's revenue and customers was kept. facts/calculations.md, kind "retention".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace billing {

struct RetentionInput {
  std::int64_t startMinor = 0, newMinor = 0, expansionMinor = 0;
  std::int64_t contractionMinor = 0, churnMinor = 0;  ///< losses, with either sign
  std::int64_t customersStart = 0, customersChurned = 0;
};

/// Hundredths of a percent, or of 1 for the quick ratio; nullopt where the denominator is zero (or the number leaves
/// int64): not defined, never 0 and never infinite.
struct Retention {
  std::optional<std::int64_t> grossChurn, netChurn, netRevenue, grossRevenue, logoChurn, quickRatio;
};

/// Gross churn = (churn + contraction) / start; net churn = that less expansion; net and gross revenue retention the
/// rest of it; logo churn = customers churned / at start; quick ratio = (new + expansion) / (contraction + churn).
[[nodiscard]] Retention retentionOf(const RetentionInput& input);

/// "-8.57" from -857.
[[nodiscard]] std::string hundredthsText(std::int64_t hundredths);

}  // namespace billing
