#include <algorithm>

#include "workspace/checks/checks.h"

namespace billing::workspace {
namespace {

// One size of action with an allowance of its own: "image.medium" counts "images_medium" and costs 2.5.
struct Tier {
  const ActionRule* action = nullptr;
  const QuotaRule* quota = nullptr;
};

// From the cheapest.
std::vector<Tier> tiersOf(const BillingRules& rules) {
  std::vector<Tier> tiers;
  for (const auto& action : rules.actions) {
    if (action.costTenths <= 0 || action.counts.size() != 1) continue;
    const auto quota = std::ranges::find(rules.quotas, action.counts.front(), &QuotaRule::key);
    if (quota != rules.quotas.end() && quota->mode == QuotaMode::TopUp) tiers.push_back({&action, &*quota});
  }
  std::ranges::stable_sort(tiers, {}, [](const Tier& tier) { return tier.action->costTenths; });
  return tiers;
}

// Set-up documents give numbers that are one pool priced by size, and call them separate counters: both cannot hold.
void checkPlanAllowances(const CheckedProfile& checked, const Plan& plan, const std::string& path,
                         const std::vector<Tier>& tiers) {
  const auto limitOf = [&](const Tier& tier) -> std::optional<std::int64_t> {
    const auto found = plan.limits.find(tier.quota->key);
    return found == plan.limits.end() ? std::nullopt : found->second;
  };
  const auto cheapest = limitOf(tiers.front());
  if (!cheapest || *cheapest > INT64_MAX / tiers.front().action->costTenths) return;
  const Tenths pool = *cheapest * tiers.front().action->costTenths;
  for (const auto& tier : tiers) {
    const auto limit = limitOf(tier);
    const auto gives = pool / tier.action->costTenths;
    if (!limit || *limit == gives) continue;
    checked.found.add(Severity::Warning, "allowance_mismatch", path + "." + tier.quota->key,
                      plan.name + " allows " + std::to_string(*limit) + " of " + tier.quota->key + ", yet a pool of " +
                          creditsText(pool) + " credits gives " + std::to_string(gives) + " at " +
                          creditsText(tier.action->costTenths) + " each",
                      "Decide whether the allowances are one pool (model = \"pooled\" and credits) or separate "
                      "(leave it so)");
  }
}

}  // namespace

void checkAllowances(const CheckedProfile& checked) {
  const auto& rules = checked.profile.rules;
  const auto tiers = tiersOf(rules);
  for (std::size_t i = 0; i < rules.plans.size(); ++i) {
    const auto& plan = rules.plans[i];
    if (tiers.size() > 1) checkPlanAllowances(checked, plan, at("plan", i) + ".limits", tiers);
    const bool both = plan.allowanceTenths > 0 && std::ranges::any_of(tiers, [&](const Tier& tier) {
                        const auto limit = plan.limits.find(tier.quota->key);
                        return limit != plan.limits.end() && limit->second != 0;
                      });
    if (both)
      checked.found.add(Severity::Warning, "double_allowance", at("plan", i) + ".credits",
                        plan.name + " gives credits and, for the same actions, units of their own",
                        "Keep the credits (pooled) or the limits (per_tier)");
  }
}

}  // namespace billing::workspace
