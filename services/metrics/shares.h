// What of a period's revenue and customers was lost, kept, won: shares with one rounding at the end, and undefined
// where there is nothing to divide by. facts/billing.md (d). Amounts may be in any one unit, minor or exact parts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace billing {

/// Of one currency over one period.
struct PeriodMoves {
  std::int64_t start = 0, fresh = 0, expansion = 0;
  std::int64_t contraction = 0, churn = 0;  ///< <= 0
  std::int64_t reactivation = 0, currency = 0;
};
/// start + all movements; nullopt beyond int64.
[[nodiscard]] std::optional<std::int64_t> endOf(const PeriodMoves& moves);

struct PeriodCustomers {
  std::int64_t start = 0;
  std::int64_t joined = 0;          ///< new ones
  std::int64_t lostOfStart = 0;     ///< of those at the start
  std::int64_t lostAltogether = 0;  ///< with those who joined in the period
};

/// One customer who had revenue at the start.
struct CustomerSpan {
  std::int64_t start = 0, end = 0;
};

// Hundredths of a percent; nullopt where nothing is divided by.
[[nodiscard]] std::optional<std::int64_t> grossRevenueChurn(const PeriodMoves& moves);
[[nodiscard]] std::optional<std::int64_t> netRevenueChurn(const PeriodMoves& moves, bool lessReactivation);
[[nodiscard]] std::optional<std::int64_t> customerChurn(const PeriodCustomers& customers, bool withJoiners);
/// Sum of the ends / sum of the starts.
[[nodiscard]] std::optional<std::int64_t> netRetention(std::span<const CustomerSpan> customers);
/// The same, each end counted for at most its start.
[[nodiscard]] std::optional<std::int64_t> grossRetention(std::span<const CustomerSpan> customers);
/// Converted / ended; those that still run are in neither.
[[nodiscard]] std::optional<std::int64_t> trialConversion(std::int64_t converted, std::int64_t ended);

/// Hundredths of 1.
[[nodiscard]] std::optional<std::int64_t> quickRatioOf(const PeriodMoves& moves, bool plusReactivation);

/// up / (unit x count), in minor units; nullopt when count is 0.
[[nodiscard]] std::optional<std::int64_t> averageOf(std::int64_t up, std::int64_t unit, std::int64_t count);

enum class LifetimeForm {
  Margin,   ///< average revenue x margin / churn
  Revenue,  ///< average revenue / churn
  Cost,     ///< (average revenue - cost) / churn
};
struct LifetimeInput {
  std::int64_t mrr = 0, unit = 1;   ///< mrr / unit is in minor units
  std::int64_t payers = 0;          ///< customers (or subscriptions) that it is shared by
  std::int64_t lost = 0, of = 0;    ///< churn: lost / of
  std::int64_t marginBps = 10'000;  ///< hundredths of a percent
  std::int64_t costMinor = 0;       ///< of one customer, a month
};
/// Minor units; nullopt ("n/a") without churn, never 0 and never infinite.
[[nodiscard]] std::optional<std::int64_t> lifetimeValue(const LifetimeInput& input, LifetimeForm form);

}  // namespace billing
