#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "workspace/checks/checks.h"

namespace billing::workspace {
namespace {

// A plan that is sold by the month and by the year in one currency.
struct YearlyPlan {
  std::size_t plan = 0, yearly = 0;  // indices in the file
  std::int64_t month = 0, year = 0;  // minor units, both above 0
  // Compared by division: twelve months may leave 64 bits.
  [[nodiscard]] bool dearerThanMonths() const { return year / 12 > month || (year / 12 == month && year % 12 > 0); }
  // The year's price in months, as a fraction in lowest terms: 50 to 5 is 10/1.
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> months() const {
    const auto divisor = std::gcd(year, month);
    return {year / divisor, month / divisor};
  }
};

std::optional<YearlyPlan> yearlyPlan(const Plan& plan, std::size_t index) {
  const auto find = [&](IntervalUnit unit, const PlanPrice* like) {
    return std::ranges::find_if(plan.prices, [&](const PlanPrice& price) {
      return price.interval == BillingInterval{unit, 1} && price.amount.minor > 0 &&
             (like == nullptr || price.amount.currency == like->amount.currency);
    });
  };
  const auto year = find(IntervalUnit::Year, nullptr);
  if (year == plan.prices.end()) return std::nullopt;
  const auto month = find(IntervalUnit::Month, &*year);
  if (month == plan.prices.end()) return std::nullopt;
  return YearlyPlan{index, static_cast<std::size_t>(year - plan.prices.begin()), month->amount.minor,
                    year->amount.minor};
}

// "16.67 %": what the year saves against twelve months.
std::string savingText(const YearlyPlan& plan) {
  const auto twelve = plan.month > INT64_MAX / 12 ? std::nullopt : std::optional(plan.month * 12);
  const auto hundredths = twelve ? mulDiv(*twelve - plan.year, 10'000, *twelve) : std::nullopt;
  if (!hundredths) return "an amount beyond reckoning";
  const auto size = *hundredths < 0 ? -*hundredths : *hundredths;
  const auto cents = std::to_string(size % 100);
  return (*hundredths < 0 ? "-" : "") + std::to_string(size / 100) + "." + (cents.size() < 2 ? "0" : "") + cents + " %";
}

void checkYearly(const CheckedProfile& checked) {
  const auto& plans = checked.profile.rules.plans;
  std::vector<YearlyPlan> sold;
  std::map<std::pair<std::int64_t, std::int64_t>, int> patterns;
  for (std::size_t i = 0; i < plans.size(); ++i)
    if (const auto yearly = yearlyPlan(plans[i], i)) {
      sold.push_back(*yearly);
      ++patterns[yearly->months()];
    }
  const auto usual = std::ranges::max_element(patterns, {}, [](const auto& pattern) { return pattern.second; });
  for (const auto& plan : sold) {
    const auto path = at(at("plan", plan.plan) + ".price", plan.yearly) + ".amount";
    const auto& name = plans[plan.plan].name;
    if (plan.dearerThanMonths())
      checked.found.add(Severity::Warning, "yearly_price_higher", path,
                        name + " costs more by the year than twelve months do", "Check both amounts");
    else if (usual->second > 1 && plan.months() != usual->first)
      checked.found.add(Severity::Advice, "yearly_price_pattern", path,
                        name + " saves " + savingText(plan) + " by the year, unlike the other plans",
                        "Check the amount, or leave it so on purpose");
  }
}

struct PricedThing {
  std::string path, name;
  Money price;
};

std::vector<PricedThing> pricedThings(const BillingRules& rules) {
  std::vector<PricedThing> all;
  for (std::size_t i = 0; i < rules.plans.size(); ++i)
    for (std::size_t j = 0; j < rules.plans[i].prices.size(); ++j)
      all.push_back({at(at("plan", i) + ".price", j), rules.plans[i].name, rules.plans[i].prices[j].amount});
  for (std::size_t i = 0; i < rules.credits.packs.size(); ++i)
    all.push_back({at("credits.pack", i), rules.credits.packs[i].name, rules.credits.packs[i].price});
  if (!rules.credits.topUp.price.currency.empty())
    all.push_back({"credits.top_up", "The top-up", rules.credits.topUp.price});
  return all;
}

// Amounts of two decimals are a habit: tables with DECIMAL(10,2), prices copied from dollars.
void checkDecimals(const CheckedProfile& checked, const PricedThing& thing) {
  constexpr std::int64_t smallestBelievable = 50;  // in a currency without decimals: yen, won
  const int exponent = thing.price.currency.exponent();
  if (exponent == 2 || thing.price.minor == 0) return;
  const std::string code(thing.price.currency.code());
  const auto path = thing.path + ".amount";
  const auto says = thing.name + " costs " + toDecimal(thing.price) + " " + code;
  if (exponent == 0 && thing.price.minor < smallestBelievable)
    checked.found.add(Severity::Warning, "amount_looks_wrong", path,
                      says + ", which is very little: " + code + " has no decimals",
                      "Write the whole amount, such as \"750\", not one copied from another currency");
  else if (exponent == 3 && thing.price.minor % 10 != 0)
    checked.found.add(Severity::Warning, "amount_looks_wrong", path,
                      says + ": providers take " + code + " in steps of 0.010 only", "Let the amount end in 0");
  else
    checked.found.add(Severity::Advice, "currency_decimals", path,
                      says + ", in a currency with " + std::to_string(exponent) + " decimals",
                      "See that no table or form of yours assumes two, as DECIMAL(10,2) does");
}

}  // namespace

void checkPrices(const CheckedProfile& checked) {
  checkYearly(checked);
  for (const auto& thing : pricedThings(checked.profile.rules)) checkDecimals(checked, thing);
}

}  // namespace billing::workspace
