#include "workspace/reading/twins.h"
#include "workspace/rulesreader.h"

namespace billing::workspace {
namespace {

QuotaRule readQuotaRule(TableReader& table) {
  QuotaRule rule;
  rule.key = table.name("key", "api_calls");
  rule.name = table.text("name", rule.key);
  rule.unit = table.text("unit", "units");
  rule.mode = table.choice<QuotaMode>(
      "mode", {{"hard", QuotaMode::Hard}, {"soft", QuotaMode::Soft}, {"top_up", QuotaMode::TopUp}}, QuotaMode::Hard);
  rule.warnPercent = static_cast<int>(table.number("warn_percent", 80, 1, 100));
  rule.bufferPercent = static_cast<int>(table.number("buffer_percent", 0, 0, 1000));
  rule.lasting = table.flag("lasting", false);
  table.finish();
  return rule;
}

int readExceededStatus(TableReader& table) {
  const auto status = table.number("exceeded_status", 402, 100, 599);
  if (status != 402 && status != 429)
    table.mistake("exceeded_status", "exceeded_status is 402 or 429",
                  "Write 402 (payment required) or 429 (too many requests)");
  return status == 429 ? 429 : 402;
}

}  // namespace

void readQuotas(TableReader& root, BillingRules& rules) {
  auto table = root.table("quota");
  if (!table) return;
  rules.exceededStatus = readExceededStatus(*table);
  rules.quotaOnError =
      table->choice<OnError>("on_error", {{"deny", OnError::Deny}, {"allow", OnError::Allow}}, OnError::Deny);
  rules.usagePeriod = table->choice<UsagePeriod>(
      "period", {{"calendar_month", UsagePeriod::CalendarMonth}, {"billing_period", UsagePeriod::BillingPeriod}},
      UsagePeriod::CalendarMonth);
  rules.exceededHint = table->text("hint");
  for (auto& one : table->tables("rule")) {
    auto rule = readQuotaRule(one);
    refuseTwin(one, rules.quotas, rule.key, "quotas");
    rules.quotas.push_back(std::move(rule));
  }
  table->finish();
}

void readActions(TableReader& root, BillingRules& rules) {
  for (auto& table : root.tables("action")) {
    ActionRule action;
    action.key = table.name("key", "memory.create");
    action.checks = table.texts("checks");
    action.counts = table.texts("counts");
    action.costTenths = table.credits("cost", 0);
    refuseTwin(table, rules.actions, action.key, "actions");
    table.finish();
    rules.actions.push_back(std::move(action));
  }
}

}  // namespace billing::workspace
