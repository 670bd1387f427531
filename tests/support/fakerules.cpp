#include "support/fakerules.h"

namespace billing::test {

namespace {

Money usd(std::int64_t minor) {
  return {minor, *Currency::fromCode("USD")};
}

PlanPrice price(IntervalUnit unit, std::int64_t minor, std::string test, std::string live) {
  return {{unit, 1}, usd(minor), std::move(test), std::move(live)};
}

/// `limits` of API calls and memories.
Plan persistqPlan(const char* key, const char* name, int rank, std::int64_t calls, std::optional<std::int64_t> memories,
                  std::vector<std::string> features) {
  Plan plan{key, name, rank, {}, {}, 0, std::move(features)};
  plan.limits["api_calls"] = calls;
  plan.limits["memories"] = memories;
  return plan;
}

Plan pixellPlan(const char* key, const char* name, int rank, std::int64_t minor, std::array<std::int64_t, 4> images,
                Tenths tenths) {
  Plan plan{key, name, rank, {}, {}, tenths, {}};
  static const char* const sizes[] = {"small", "medium", "large", "xl"};
  for (std::size_t i = 0; i < images.size(); ++i) plan.limits[sizes[i]] = images.at(i);
  const std::string id = std::string("price_1Q") + key + "0000000000000000";
  if (minor > 0) plan.prices = {price(IntervalUnit::Month, minor, id + "t", id + "l")};
  return plan;
}

}  // namespace

BillingRules persistqRules() {
  using enum IntervalUnit;
  BillingRules rules;
  rules.metadataAccountKey = "userId";
  rules.plans = {persistqPlan("free", "Free", 0, 5'000, 100, {"Community support"}),
                 persistqPlan("starter", "Starter", 1, 20'000, 500, {"E-mail support"}),
                 persistqPlan("pro", "Pro", 2, 100'000, 5'000, {"Priority support", "Export"}),
                 persistqPlan("premium", "Premium", 3, 500'000, std::nullopt, {"Priority support", "Export", "SSO"})};
  rules.plans[1].prices = {price(Month, 500, "pdt_tStarterM0a1b2c3d4e5f", "pdt_lStarterM0a1b2c3d4e5f"),
                           price(Year, 5'000, "pdt_tStarterY0a1b2c3d4e5f", "pdt_lStarterY0a1b2c3d4e5f")};
  rules.plans[2].prices = {price(Month, 1'200, "pdt_tProM0a1b2c3d4e5f6g7h", "pdt_lProM0a1b2c3d4e5f6g7h"),
                           price(Year, 12'000, "pdt_tProY0a1b2c3d4e5f6g7h", "pdt_lProY0a1b2c3d4e5f6g7h")};
  rules.plans[3].prices = {price(Month, 2'900, "pdt_tPremiumM0a1b2c3d4e5", "pdt_premium_monthly"),
                           price(Year, 29'000, "pdt_tPremiumY0a1b2c3d4e5", "")};
  rules.quotas = {{"api_calls", "API calls", "calls", QuotaMode::Hard, 80, 0, false},
                  {"memories", "Memories", "memories", QuotaMode::Hard, 80, 0, true}};
  rules.actions = {{"memory.create", {"api_calls", "memories"}, {"api_calls", "memories"}, 0},
                   {"memory.search", {"api_calls"}, {"api_calls"}, 0}};
  rules.exceededStatus = 429;
  rules.exceededHint = "Upgrade for a higher limit";
  rules.quotaOnError = OnError::Allow;
  return rules;
}

BillingRules pixellRules() {
  BillingRules rules;
  rules.accountKind = AccountKind::Organisation;
  rules.metadataAccountKey = "orgId";
  rules.plans = {pixellPlan("free", "Free", 0, 0, {10, 4, 2, 1}, 100),
                 pixellPlan("starter", "Starter", 1, 999, {250, 100, 50, 15}, 2'500),
                 pixellPlan("pro", "Pro", 2, 9'900, {2'500, 1'000, 500, 160}, 25'000),
                 pixellPlan("max", "Max", 3, 49'999, {12'500, 5'000, 2'500, 800}, 125'000)};
  rules.quotas = {{"small", "Small images", "images", QuotaMode::TopUp, 80, 0, false},
                  {"medium", "Medium images", "images", QuotaMode::TopUp, 80, 0, false},
                  {"large", "Large images", "images", QuotaMode::TopUp, 80, 0, false},
                  {"xl", "XL images", "images", QuotaMode::Soft, 80, 10, false}};
  rules.actions = {{"image.small", {"small"}, {"small"}, 10},
                   {"image.medium", {"medium"}, {"medium"}, 25},
                   {"image.large", {"large"}, {"large"}, 50},
                   {"image.xl", {"xl"}, {"xl"}, 150}};
  rules.usagePeriod = UsagePeriod::BillingPeriod;
  rules.credits.enabled = true;
  rules.credits.packs = {
      {"credits_500", "500 credits", 5'000, usd(2'000), "price_1QCredits500t", "price_1QCredits500l"}};
  rules.credits.topUp = {true, 500, 5'000, usd(2'000), 5};
  rules.trialDays = 7;
  rules.trialPlan = "starter";
  rules.graceDays = 7;
  rules.downgrade = DowngradeWhen::AfterGrace;
  return rules;
}

}  // namespace billing::test
