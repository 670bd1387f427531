#include "workspace/checks/checks.h"

namespace billing::workspace {
namespace {

void checkTrial(const CheckedProfile& checked) {
  const auto& rules = checked.profile.rules;
  if (rules.trialDays > 0 && rules.trialPlan.empty())
    checked.found.add(Severity::Error, "trial_without_plan", "trial", "The trial gives no plan",
                      "Write plan = with the key of the plan that is tried");
  if (rules.trialDays == 0 && !rules.trialPlan.empty())
    checked.found.add(Severity::Warning, "trial_without_days", "trial", "The trial is over as soon as it begins",
                      "Write days = 7");
}

void checkDowngrade(const CheckedProfile& checked) {
  const auto& rules = checked.profile.rules;
  const bool timed = checked.found.given("downgrade.at");
  const bool nightly = rules.downgrade == DowngradeWhen::Nightly;
  if (nightly && !timed)
    checked.found.add(Severity::Warning, "nightly_without_time", "downgrade",
                      "The nightly downgrade has no time; 02:00 UTC is taken", "Write at = \"02:00\"");
  if (timed && rules.downgrade == DowngradeWhen::Event)
    checked.found.add(Severity::Advice, "time_without_nightly", "downgrade.at",
                      "The downgrade comes with the event, not at a time", "Write when = \"nightly\", or take it out");
  if (rules.downgrade == DowngradeWhen::AfterGrace && rules.graceDays == 0)
    checked.found.add(Severity::Warning, "grace_without_days", "downgrade.when",
                      "The downgrade comes after the grace, which has no days", "Add [grace] with days = 7");
  if (!rules.downgradeEnabled)
    checked.found.add(Severity::Warning, "downgrade_disabled", "downgrade.enabled",
                      "Who has cancelled or does not pay keeps the plan", "Write enabled = true");
}

}  // namespace

void checkLifecycle(const CheckedProfile& checked) {
  checkTrial(checked);
  checkDowngrade(checked);
}

}  // namespace billing::workspace
