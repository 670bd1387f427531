#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <sstream>

#include "workspace/checks/findings.h"
#include "workspace/import/envsettings.h"
#include "workspace/import/tomledit.h"

namespace billing::workspace {
namespace {

// STRIPE_PRICE_ID_PRO_YEARLY taken apart.
struct ProductWords {
  bool product = false;  // it speaks of a product or price at all
  std::string key;       // "pro", "credits_500"
  std::optional<IntervalUnit> interval;
  std::optional<Mode> mode;
};

ProductWords wordsOf(std::string_view name) {
  static const std::set<std::string, std::less<>> noise{"next", "public", "stripe",  "dodo", "payments",
                                                        "id",   "plan",   "billing", "app"};
  ProductWords words;
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::istringstream parts(lower);
  for (std::string part; std::getline(parts, part, '_');) {
    if (part == "price" || part == "product")
      words.product = true;
    else if (part == "monthly" || part == "month")
      words.interval = IntervalUnit::Month;
    else if (part == "yearly" || part == "year" || part == "annual")
      words.interval = IntervalUnit::Year;
    else if (part == "test" || part == "live")
      words.mode = part == "live" ? Mode::Live : Mode::Test;
    else if (!noise.contains(part))
      words.key += (words.key.empty() ? "" : "_") + part;
  }
  return words;
}

bool looksLikeId(std::string_view value) {
  const bool prefix = value.starts_with("pdt_") || value.starts_with("prod_") || value.starts_with("price_");
  return prefix && value.size() <= 120 &&
         std::ranges::all_of(value, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

EnvAnswer refuseProduct(std::string_view name, const std::string& what, std::string fix) {
  return {std::nullopt, EnvRefusal{"env_product_refused", std::string(name) + what, std::move(fix)}};
}

// The path of the table that sells what the words mean; empty when none does.
std::string tableOf(const BillingRules& rules, const ProductWords& words) {
  for (std::size_t i = 0; i < rules.credits.packs.size(); ++i)
    if (rules.credits.packs[i].key == words.key) return at("credits.pack", i);
  for (std::size_t i = 0; i < rules.plans.size(); ++i) {
    const auto& plan = rules.plans[i];
    if (plan.key != words.key) continue;
    for (std::size_t j = 0; j < plan.prices.size(); ++j)
      if (plan.prices.size() == 1 || plan.prices[j].interval.unit == words.interval.value_or(IntervalUnit::Month))
        return at(at("plan", i) + ".price", j);
  }
  return {};
}

}  // namespace

EnvAnswer productOf(std::string_view name, const std::string& value, const Profile& profile) {
  const auto words = wordsOf(name);
  if (!words.product) return {};
  if (!looksLikeId(value))
    return refuseProduct(name, " holds no product id", "Copy the id from the provider's dashboard");
  const auto table = tableOf(profile.rules, words);
  if (table.empty())
    return refuseProduct(name, " names no price and no credit pack of this workspace",
                         "Add [[plan.price]] with this id to the plan that is meant");
  const bool live = words.mode.value_or(profile.mode) == Mode::Live;
  return {EnvSetting{table + (live ? ".live" : ".test"), tomlText(value), value}, std::nullopt};
}

}  // namespace billing::workspace
