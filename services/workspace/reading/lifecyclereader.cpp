#include "workspace/rulesreader.h"

namespace billing::workspace {
namespace {

constexpr std::int64_t mostDays = 3650;

// "02:00" is minute 120 of the day.
std::optional<int> minuteOfDay(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

void readDowngrade(TableReader& table, BillingRules& rules) {
  rules.downgrade = table.choice<DowngradeWhen>("when",
                                                {{"event", DowngradeWhen::Event},
                                                 {"nightly", DowngradeWhen::Nightly},
                                                 {"after_grace", DowngradeWhen::AfterGrace}},
                                                DowngradeWhen::Event);
  rules.downgradeEnabled = table.flag("enabled", true);
  const auto minute = minuteOfDay(table.text("at", "02:00"));
  if (!minute)
    table.mistake("at", "at is a time of day in UTC", "Write hours and minutes in quotes, such as \"02:00\"");
  rules.nightlyMinuteUtc = minute.value_or(rules.nightlyMinuteUtc);
  table.finish();
}

}  // namespace

void readLifecycle(TableReader& root, BillingRules& rules) {
  if (auto trial = root.table("trial")) {
    rules.trialDays = static_cast<int>(trial->number("days", 0, 0, mostDays));
    rules.trialPlan = trial->text("plan");
    rules.trialNeedsCard = trial->flag("needs_card", false);
    trial->finish();
  }
  if (auto grace = root.table("grace")) {
    rules.graceDays = static_cast<int>(grace->number("days", 0, 0, mostDays));
    grace->finish();
  }
  if (auto downgrade = root.table("downgrade")) readDowngrade(*downgrade, rules);
}

void readEntitlements(TableReader& root, BillingRules& rules) {
  auto table = root.table("entitlements");
  if (!table) return;
  auto& entitlements = rules.entitlements;
  entitlements.enabled = table->flag("enabled", true);
  entitlements.onError =
      table->choice<OnError>("on_error", {{"deny", OnError::Deny}, {"allow", OnError::Allow}}, OnError::Deny);
  entitlements.allowUnverified = table->flag("allow_unverified", false);
  entitlements.tokenMinutes = static_cast<int>(table->number("token_minutes", 10, 1, 1440));
  if (table->has("valid_days"))
    entitlements.validDays = static_cast<int>(table->number("valid_days", 365, 1, mostDays * 10));
  table->finish();
}

}  // namespace billing::workspace
