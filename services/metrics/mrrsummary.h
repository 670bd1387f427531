// The monthly recurring revenue of a book of subscriptions. facts/calculations.md, kind "mrr".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/billingevent.h"
#include "domain/percent.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing {

enum class DiscountDuration { Once, Repeating, Forever };
struct Discount {
  Percent percent;  ///< at most 100
  DiscountDuration duration = DiscountDuration::Forever;
};

struct BookedSubscription {
  std::string customer;
  SubscriptionStatus status = SubscriptionStatus::Unknown;
  std::int64_t amountMinor = 0;  ///< of one unit, for one interval
  std::int64_t quantity = 1;
  BillingInterval interval;
  std::optional<Discount> discount;
  std::optional<Instant> cancelAt;
};

/// Two definitions that profiles may change: Stripe's are the defaults.
struct MrrRules {
  bool countPaused = false;
  bool countAllDiscounts = false;  ///< else only those that last forever
};

struct MrrSummary {
  std::int64_t mrrMinor = 0;
  std::int64_t committedMinor = 0;  ///< without what is already going to end
  std::int64_t arrMinor = 0;        ///< 12 x the exact MRR
  std::int64_t payingCustomers = 0;
  std::optional<std::int64_t> arpaMinor;  ///< nullopt without a paying customer
};

/// All of one currency. Sums are exact, each figure is rounded once, half away from zero. InvalidInput "out_of_range"
/// when the numbers leave 128 bits or a figure int64, "bad_interval" when an interval's count is below 1.
[[nodiscard]] Result<MrrSummary> summariseMrr(const std::vector<BookedSubscription>& book, const MrrRules& rules,
                                              Instant asOf);

}  // namespace billing
