#include "sandbox/workspaceseeds.h"

namespace billing::sandbox {
namespace {

SeedProduct soldSeed(Provider provider, const std::string& id, const std::string& name, Money price) {
  SeedProduct seed;
  seed.provider = provider;
  seed.id = id;
  seed.name = name;
  seed.amountMinor = price.minor;
  seed.currency = price.currency.code();
  return seed;
}

}  // namespace

std::vector<SeedProduct> seedsOf(const workspace::Profile& profile) {
  std::vector<SeedProduct> seeds;
  for (const Plan& plan : profile.rules.plans)
    for (const PlanPrice& price : plan.prices) {
      if (price.testProductId.empty()) continue;
      SeedProduct seed = soldSeed(profile.provider, price.testProductId, plan.name, price.amount);
      seed.interval = toString(price.interval.unit);
      seed.intervalCount = price.interval.count;
      seeds.push_back(std::move(seed));
    }
  for (const CreditPack& pack : profile.rules.credits.packs)
    if (!pack.testProductId.empty())
      seeds.push_back(soldSeed(profile.provider, pack.testProductId, pack.name, pack.price));
  return seeds;
}

}  // namespace billing::sandbox
