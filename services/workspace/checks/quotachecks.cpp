#include <algorithm>

#include "workspace/checks/checks.h"
#include "workspace/reading/tablereader.h"

namespace billing::workspace {
namespace {

void checkQuotaName(const CheckedProfile& checked, const std::string& path, const std::string& where,
                    const std::string& key) {
  const auto& rules = checked.profile.rules;
  if (rules.quota(key) != nullptr) return;
  std::set<std::string, std::less<>> known;
  std::string all;
  for (const auto& quota : rules.quotas) {
    known.insert(quota.key);
    all += (all.empty() ? "" : ", ") + quota.key;
  }
  const auto meant = nearestWord(key, known);
  checked.found.add(Severity::Error, "unknown_quota", path,
                    where + " names the quota “" + key + "”, which is not there",
                    !meant.empty() ? "Write " + meant
                    : all.empty()  ? "Add [[quota.rule]] with this key"
                                   : "Add [[quota.rule]] with this key; there are " + all);
}

void checkLimits(const CheckedProfile& checked) {
  const auto& rules = checked.profile.rules;
  for (std::size_t i = 0; i < rules.plans.size(); ++i) {
    const auto& plan = rules.plans[i];
    const auto path = at("plan", i) + ".limits";
    for (const auto& [quota, limit] : plan.limits)
      checkQuotaName(checked, std::string(path).append(".").append(quota), plan.name, quota);
    for (const auto& quota : rules.quotas)
      if (!plan.limits.contains(quota.key))
        checked.found.add(Severity::Warning, "missing_limit", path,
                          plan.name + " has no limit for " + quota.key + ", which therefore is 0",
                          "Write " + quota.key + " = a number or \"unlimited\" among its limits");
  }
}

void checkActions(const CheckedProfile& checked) {
  const auto& actions = checked.profile.rules.actions;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const auto& action = actions[i];
    for (const auto& quota : action.checks)
      checkQuotaName(checked, at("action", i) + ".checks", "The action " + action.key, quota);
    for (const auto& quota : action.counts)
      checkQuotaName(checked, at("action", i) + ".counts", "The action " + action.key, quota);
    if (action.counts.empty() && action.costTenths == 0)
      checked.found.add(Severity::Advice, "action_without_effect", at("action", i),
                        "The action " + action.key + " counts nothing and costs nothing",
                        "Add counts or a cost, or take it out");
  }
}

bool isCounted(const BillingRules& rules, const QuotaRule& quota) {
  return std::ranges::any_of(rules.actions, [&](const ActionRule& action) {
    return std::ranges::find(action.counts, quota.key) != action.counts.end();
  });
}

void checkRule(const CheckedProfile& checked, const QuotaRule& quota, const std::string& path) {
  if (!isCounted(checked.profile.rules, quota))
    checked.found.add(Severity::Warning, "quota_never_counted", path,
                      "No action counts " + quota.key + ", so it stays at 0",
                      "Name it among the counts of an [[action]]");
  if (quota.mode == QuotaMode::Soft && quota.bufferPercent == 0)
    checked.found.add(Severity::Advice, "soft_without_buffer", path,
                      quota.key + " is soft but has no buffer, and so ends at its limit like a hard one",
                      "Write buffer_percent = 10, or mode = \"hard\"");
  if (quota.mode != QuotaMode::Soft && quota.bufferPercent > 0)
    checked.found.add(Severity::Advice, "buffer_without_soft", path + ".buffer_percent",
                      quota.key + " has a buffer, which only soft quotas use", "Write mode = \"soft\"");
}

}  // namespace

void checkQuotas(const CheckedProfile& checked) {
  checkLimits(checked);
  checkActions(checked);
  const auto& quotas = checked.profile.rules.quotas;
  for (std::size_t i = 0; i < quotas.size(); ++i) checkRule(checked, quotas[i], at("quota.rule", i));
}

}  // namespace billing::workspace
