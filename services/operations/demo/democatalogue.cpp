#include "operations/demo/democatalogue.h"

#include <algorithm>
#include <array>

#include "operations/demo/demorandom.h"

namespace billing::operations {
namespace {

struct DemoPlan {
  const char* name;
  std::int64_t monthly, yearly;  // minor units, the same figure in dollars and euros
  std::int64_t credits;
};
constexpr std::array kPlans{DemoPlan{"Starter", 500, 5000, 0}, DemoPlan{"Pro", 1200, 12000, 1000},
                            DemoPlan{"Premium", 2900, 29000, 5000}};

}  // namespace

std::string demoId(std::uint64_t seed, const std::string& prefix, const std::string& role, std::uint64_t number,
                   int length) {
  static constexpr std::string_view letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  DemoRandom random = DemoRandom::of(seed, role, number);
  std::string id = prefix;
  for (int i = 0; i < length; ++i) id += letters[static_cast<std::size_t>(random.below(letters.size()))];
  return id;
}

DemoCatalogue::DemoCatalogue(Provider provider, std::uint64_t seed) {
  const bool dodo = provider == Provider::Dodo;
  for (int rank = 0; rank < 3; ++rank) {
    for (const bool euro : {false, true}) {
      for (const bool yearly : {false, true}) {
        const DemoPlan& plan = kPlans[static_cast<std::size_t>(rank)];
        DemoPrice price;
        price.plan = plan.name;
        price.name = price.plan + (yearly ? " yearly" : " monthly") + (euro ? " (EUR)" : "");
        price.rank = rank;
        price.amount = {yearly ? plan.yearly : plan.monthly, *Currency::fromCode(euro ? "EUR" : "USD")};
        price.unit = yearly ? IntervalUnit::Year : IntervalUnit::Month;
        price.credits = plan.credits;
        // Stripe has one product with many prices, Dodo a product for each price.
        const auto number = dodo ? prices_.size() : static_cast<std::size_t>(rank);
        price.productId =
            demoId(seed, dodo ? "pdt_" : "prod_", dodo ? "dodo product" : "stripe product", number, dodo ? 21 : 14);
        price.priceId = dodo ? price.productId : demoId(seed, "price_", "price", prices_.size(), 24);
        prices_.push_back(std::move(price));
      }
    }
  }
  if (!dodo) addAbroad(seed);
}

// Sold by bill in Britain and Japan.
void DemoCatalogue::addAbroad(std::uint64_t seed) {
  for (const auto& [currency, minor] : {std::pair{"GBP", std::int64_t{2500}}, std::pair{"JPY", std::int64_t{4400}}}) {
    DemoPrice price = prices_.back();
    price.name = price.plan + " monthly (" + currency + ")";
    price.amount = {minor, *Currency::fromCode(currency)};
    price.unit = IntervalUnit::Month;
    price.priceId = demoId(seed, "price_", "price", prices_.size(), 24);
    prices_.push_back(std::move(price));
  }
}

const DemoPrice& DemoCatalogue::priced(int rank, std::string_view currency) const {
  const auto found = std::ranges::find_if(prices_, [&](const DemoPrice& price) {
    return price.rank == rank && price.unit == IntervalUnit::Month && price.amount.currency.code() == currency;
  });
  return found == prices_.end() ? find(rank, currency == "EUR", false) : *found;
}

DemoCatalogue::DemoCatalogue(Provider provider, std::uint64_t seed, const BillingRules& rules, bool live) {
  int rank = -1;
  for (const Plan& plan : rules.plans) {
    bool first = true;
    for (const PlanPrice& sold : plan.prices) {
      if (sold.amount.minor <= 0 || sold.productId(live).empty()) continue;
      rank += first ? 1 : 0;
      first = false;
      DemoPrice price;
      price.plan = plan.name;
      price.name = plan.name + (sold.interval.unit == IntervalUnit::Year ? " yearly" : " monthly");
      price.rank = rank;
      price.amount = sold.amount;
      price.unit = sold.interval.unit;
      price.priceId = sold.productId(live);
      price.productId = provider == Provider::Dodo
                            ? price.priceId
                            : demoId(seed, "prod_", "stripe product", static_cast<std::uint64_t>(rank), 14);
      prices_.push_back(std::move(price));
    }
  }
}

const DemoPrice& DemoCatalogue::find(int rank, bool euro, bool yearly) const {
  const DemoPrice* ofPlan = nullptr;
  for (const DemoPrice& price : prices_) {
    if (price.rank != rank) continue;
    const bool wanted = (price.unit == IntervalUnit::Year) == yearly && (price.amount.currency.code() == "EUR") == euro;
    if (wanted) return price;
    if (ofPlan == nullptr) ofPlan = &price;
  }
  return ofPlan == nullptr ? prices_.front() : *ofPlan;
}

}  // namespace billing::operations
