#include <algorithm>

#include "workspace/checks/checks.h"

namespace billing::workspace {
namespace {

std::string planKeysText(const BillingRules& rules) {
  std::string all;
  for (const auto& plan : rules.plans) all += (all.empty() ? "" : ", ") + plan.key;
  return all.empty() ? "There are no plans; add [[plan]]" : "The plans are " + all;
}

void checkNamed(const CheckedProfile& checked, const char* path, const std::string& key, const char* what) {
  if (key.empty() || checked.profile.rules.plan(key) != nullptr) return;
  checked.found.add(Severity::Error, "unknown_plan", path,
                    std::string(what) + " is “" + key + "”, and there is no such plan",
                    planKeysText(checked.profile.rules));
}

}  // namespace

void checkPlans(const CheckedProfile& checked) {
  const auto& rules = checked.profile.rules;
  checkNamed(checked, "trial.plan", rules.trialPlan, "The plan of the trial");
  checkNamed(checked, "unknown_product.plan", rules.unknownProductPlan, "The plan for unknown products");
  for (std::size_t i = 0; i < rules.plans.size(); ++i) {
    const auto& plan = rules.plans[i];
    const bool costs = std::ranges::any_of(plan.prices, [](const PlanPrice& price) { return price.amount.minor > 0; });
    if (i == 0 && costs)
      checked.found.add(Severity::Warning, "first_plan_costs", at("plan", i),
                        plan.name + " is the first plan and so the free one, yet it has a price",
                        "Put the plan that accounts have without paying first");
    const bool reached =
        i == 0 || !plan.prices.empty() || plan.key == rules.trialPlan || plan.key == rules.unknownProductPlan;
    if (!reached)
      checked.found.add(Severity::Warning, "unreachable_plan", at("plan", i),
                        plan.name + " has no price, and neither trial nor unknown products lead to it",
                        "Add a [[plan.price]], or take the plan out; by hand it can still be given");
  }
  if (rules.entitlements.enabled && rules.plans.empty())
    checked.found.add(Severity::Error, "entitlements_without_plan", "entitlements.enabled",
                      "Payments give access to plans, and there are none", "Add [[plan]] with its product ids");
}

}  // namespace billing::workspace
