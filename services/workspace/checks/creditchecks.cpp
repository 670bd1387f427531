#include <algorithm>

#include "workspace/checks/checks.h"

namespace billing::workspace {
namespace {

void checkCosts(const CheckedProfile& checked) {
  const auto& rules = checked.profile.rules;
  for (std::size_t i = 0; i < rules.actions.size(); ++i)
    if (rules.actions[i].costTenths > 0 && !rules.credits.enabled)
      checked.found.add(Severity::Error, "cost_without_credits", at("action", i) + ".cost",
                        "The action " + rules.actions[i].key + " costs credits, and the workspace has none",
                        "Add [credits], or take the cost out");
  for (std::size_t i = 0; i < rules.quotas.size(); ++i) {
    const auto& quota = rules.quotas[i];
    if (quota.mode != QuotaMode::TopUp) continue;
    const bool paid =
        rules.credits.enabled && std::ranges::any_of(rules.actions, [&](const ActionRule& action) {
          return action.costTenths > 0 && std::ranges::find(action.counts, quota.key) != action.counts.end();
        });
    if (!paid)
      checked.found.add(
          Severity::Error, "top_up_without_cost", at("quota.rule", i) + ".mode",
          "Beyond its limit " + quota.key + " would be paid with credits, but no action with a cost counts it",
          "Add [credits] and a cost to its [[action]], or write mode = \"hard\"");
  }
}

void checkTopUp(const CheckedProfile& checked) {
  const auto& topUp = checked.profile.rules.credits.topUp;
  if (!topUp.enabled) return;
  if (topUp.belowTenths == 0)
    checked.found.add(Severity::Warning, "top_up_never_due", "credits.top_up",
                      "The automatic top-up is due below 0 credits, which is never", "Write below = \"50\"");
  if (topUp.monthlyCap == 0)
    checked.found.add(Severity::Warning, "top_up_without_cap", "credits.top_up",
                      "The automatic top-up has no monthly cap: a runaway client could spend without end",
                      "Write monthly_cap = 5");
  if (topUp.price.minor == 0 || topUp.tenths == 0)
    checked.found.add(Severity::Error, "top_up_for_nothing", "credits.top_up",
                      "The automatic top-up buys nothing, or costs nothing", "Write its credits and its amount");
}

}  // namespace

void checkCredits(const CheckedProfile& checked) {
  checkCosts(checked);
  const auto& credits = checked.profile.rules.credits;
  if (!credits.enabled) return;
  checkTopUp(checked);
  const bool bought = !credits.packs.empty() || !credits.metadataCreditsKey.empty() || credits.topUp.enabled;
  const bool granted =
      std::ranges::any_of(checked.profile.rules.plans, [](const Plan& plan) { return plan.allowanceTenths > 0; });
  if (!bought && !granted)
    checked.found.add(Severity::Warning, "credits_never_granted", "credits",
                      "Nothing gives credits but those to start with",
                      "Add a [[credits.pack]], a metadata_key, a top-up, or credits of a plan");
}

}  // namespace billing::workspace
