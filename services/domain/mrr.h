// The monthly figure of one subscription.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/billingevent.h"

namespace billing {

/// Only active and past_due subscriptions count (facts "statuses in MRR"; Stripe's definition).
[[nodiscard]] bool countsForMrr(SubscriptionStatus status);

/// What one unit of time is in months, as a fraction: day 365/12, week 52/12, month 1, year 1/12.
struct MonthlyFactor {
  std::int64_t up = 1, down = 1;
};
[[nodiscard]] MonthlyFactor monthlyFactor(IntervalUnit unit);

/// `amountMinor` for one interval, as minor units a month: day 365/12, week 52/12, month 1, year 1/12, over the
/// interval's count, rounded half away from zero, once. nullopt when it leaves int64 or the count is below 1.
[[nodiscard]] std::optional<std::int64_t> monthlyMinor(std::int64_t amountMinor, BillingInterval interval);

/// An amount for one interval, as the amount for another that brings the same in a month. Rounded as monthlyMinor.
[[nodiscard]] std::optional<std::int64_t> convertInterval(std::int64_t amountMinor, BillingInterval from,
                                                          BillingInterval to);

/// What the subscription counts for: monthlyMinor while it counts, else 0. 0 too when its interval is not known.
[[nodiscard]] std::int64_t mrrMinor(const SubscriptionState& subscription);

}  // namespace billing
