#include "sandbox/server/seeds.h"

namespace billing::sandbox {
namespace {

std::optional<BillingInterval> seedInterval(const SeedProduct& seed) {
  for (const IntervalUnit unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year})
    if (toString(unit) == seed.interval) return BillingInterval{unit, seed.intervalCount};
  return std::nullopt;
}

Price seedPrice(const SeedProduct& seed, Instant now) {
  Price price;
  price.home = seed.provider;
  price.unit = {seed.amountMinor, Currency::fromCode(seed.currency).value_or(Currency())};
  price.interval = seedInterval(seed);
  price.trialDays = seed.trialDays;
  price.created = now;
  return price;
}

}  // namespace

void plantSeeds(Ledger& ledger, const std::vector<SeedProduct>& products, Instant now) {
  for (const SeedProduct& seed : products) {
    const bool dodo = seed.provider == Provider::Dodo;  // whose one price nobody names
    if (dodo ? ledger.products.find(seed.id) != nullptr : ledger.prices.find(seed.id) != nullptr) continue;
    Product product;
    product.id = dodo ? seed.id : ledger.newId("prod_");
    product.name = seed.name;
    product.home = seed.provider;
    product.created = product.updated = now;
    Price price = seedPrice(seed, now);
    price.id = dodo ? ledger.newId("price_") : seed.id;
    price.product = product.id;
    product.defaultPrice = price.id;
    ledger.products.add(std::move(product));
    ledger.prices.add(std::move(price));
  }
}

}  // namespace billing::sandbox
