#include "workspace/reading/twins.h"
#include "workspace/rulesreader.h"

namespace billing::workspace {
namespace {

constexpr std::int64_t mostUnits = 1'000'000'000'000;

PlanPrice readPrice(TableReader& table) {
  PlanPrice price;
  price.interval.unit = table.choice<IntervalUnit>("interval",
                                                   {{"day", IntervalUnit::Day},
                                                    {"week", IntervalUnit::Week},
                                                    {"month", IntervalUnit::Month},
                                                    {"year", IntervalUnit::Year}},
                                                   IntervalUnit::Month);
  price.interval.count = static_cast<int>(table.number("count", 1, 1, 365));
  price.amount = table.money();
  price.testProductId = table.text("test");
  price.liveProductId = table.text("live");
  table.finish();
  return price;
}

void readLimits(TableReader& table, Plan& plan) {
  for (const auto& quota : table.keys()) {
    // Either a number or the one word: asked as a text only where it is one.
    const bool unlimited = table.isText(quota);
    if (!unlimited) {
      plan.limits[quota] = table.number(quota, 0, 0, mostUnits);
      continue;
    }
    plan.limits[quota] = std::nullopt;
    if (table.text(quota) != "unlimited")
      table.mistake(quota, "a limit is a whole number or \"unlimited\"", "Write 5000 or \"unlimited\"");
  }
}

Plan readPlan(TableReader& table, int rank) {
  Plan plan;
  plan.key = table.name("key", "pro");
  plan.name = table.text("name", plan.key);
  plan.rank = rank;
  plan.features = table.texts("features");
  if (auto limits = table.table("limits")) readLimits(*limits, plan);
  plan.allowanceTenths = table.credits("credits", 0);
  for (auto& price : table.tables("price")) plan.prices.push_back(readPrice(price));
  table.finish();
  return plan;
}

}  // namespace

void readPlans(TableReader& root, BillingRules& rules) {
  for (auto& table : root.tables("plan")) {
    auto plan = readPlan(table, static_cast<int>(rules.plans.size()));
    refuseTwin(table, rules.plans, plan.key, "plans");
    rules.plans.push_back(std::move(plan));
  }
}

}  // namespace billing::workspace
