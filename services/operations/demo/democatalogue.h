// What the demo's little software company sells.
#pragma once

#include <string>
#include <vector>

#include "domain/billingrules.h"

namespace billing::operations {

/// One price: a plan in one currency and interval.
struct DemoPrice {
  std::string plan;  ///< "Starter", "Pro", "Premium"
  std::string name;  ///< "Pro yearly"
  std::string productId;
  std::string priceId;  ///< Stripe only
  Money amount;         ///< for one seat and interval
  IntervalUnit unit = IntervalUnit::Month;
  int rank = 0;              ///< paid plans from the smallest to the largest
  std::int64_t credits = 0;  ///< granted each month; 0: none
};

class DemoCatalogue {
 public:
  /// Ids differ by provider and seed.
  DemoCatalogue(Provider provider, std::uint64_t seed);
  /// What a profile sells for money in its mode; plans that are free or have no product id there are left out. May be
  /// empty.
  DemoCatalogue(Provider provider, std::uint64_t seed, const BillingRules& rules, bool live);
  [[nodiscard]] const std::vector<DemoPrice>& prices() const { return prices_; }
  /// The price of a plan (0 to topRank()) in a currency and interval; where there is none, another of the plan's.
  [[nodiscard]] const DemoPrice& find(int rank, bool euro, bool yearly) const;
  /// The monthly price of a plan in that currency; where there is none, another of the plan's.
  [[nodiscard]] const DemoPrice& priced(int rank, std::string_view currency) const;
  /// Of the largest plan.
  [[nodiscard]] int topRank() const { return prices_.back().rank; }

 private:
  void addAbroad(std::uint64_t seed);
  std::vector<DemoPrice> prices_;
};

/// "pdt_" and letters and digits that look like a provider's; the same again for the same role.
[[nodiscard]] std::string demoId(std::uint64_t seed, const std::string& prefix, const std::string& role,
                                 std::uint64_t number, int length);

}  // namespace billing::operations
