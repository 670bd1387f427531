#include "workspace/import/planedit.h"

#include <algorithm>
#include <sstream>

#include "workspace/import/tomledit.h"
#include "workspace/reading/profilereading.h"

namespace billing::workspace {
namespace {

constexpr std::int64_t kMostUnits = 1'000'000'000'000;

auto notLineByLine(const std::string& what) {
  return failure(ErrorKind::Conflict, "not_line_by_line", "The workspace's file cannot be changed here line by line",
                 what + " is written in a way of its own", "Change it in an editor; config check says whether it fits");
}

Result<std::size_t> planIndex(const std::string& text, const std::string& key) {
  const ProfileReading reading = readProfileText(text);
  if (!reading.isToml)
    return failure(ErrorKind::InvalidInput, "not_toml", "The workspace's file cannot be read", {},
                   "config check names the line");
  const auto& plans = reading.profile.rules.plans;
  const auto found = std::ranges::find(plans, key, &Plan::key);
  if (found == plans.end())
    return failure(ErrorKind::NotFound, "unknown_plan", "There is no plan “" + key + "” in the file");
  return static_cast<std::size_t>(found - plans.begin());
}

std::string planPath(std::size_t index, const char* field) {
  return "plan[" + std::to_string(index) + "]." + field;
}

std::string featuresLiteral(const std::vector<std::string>& features) {
  std::string literal = "[";
  for (const auto& one : features) literal += (literal.size() > 1 ? ", " : "") + tomlText(one);
  return literal + "]";
}

std::string limitsLiteral(const std::map<std::string, std::optional<std::int64_t>, std::less<>>& limits) {
  std::string literal;
  for (const auto& [quota, limit] : limits)
    literal += (literal.empty() ? " " : ", ") + quota + " = " + (limit ? std::to_string(*limit) : "\"unlimited\"");
  return "{" + literal + (literal.empty() ? "}" : " }");
}

Result<void> checkPlanEdit(const PlanEdit& edit) {
  if (edit.name && edit.name->empty()) return failure(ErrorKind::InvalidInput, "name_missing", "A plan needs a name");
  if (!edit.limits) return {};
  for (const auto& [quota, limit] : *edit.limits)
    if (limit && (*limit < 0 || *limit > kMostUnits))
      return failure(ErrorKind::InvalidInput, "bad_limit", "The limit of " + quota + " is out of range", {},
                     "A whole number from 0 on, or unlimited");
  return {};
}

std::vector<std::string> fileLines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string headerOf(const std::string& line) {
  const auto from = line.find_first_not_of(" \t");
  if (from == std::string::npos || line[from] != '[') return {};
  const auto end = line.find_last_of(']');
  return end == std::string::npos ? std::string() : line.substr(from, end - from + 1);
}

// The line before which the price goes: the plan's first price, or where the plan ends.
std::optional<std::size_t> placeForPrice(const std::vector<std::string>& lines, std::size_t plan) {
  std::size_t seen = 0, last = 0;
  bool inside = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string header = headerOf(lines[i]);
    if (!inside && header == "[[plan]]" && seen++ == plan) {
      inside = true;
      last = i;
    } else if (inside && !header.empty()) {
      return header == "[[plan.price]]" ? i : last + 1;
    }
    if (inside && lines[i].find_first_not_of(" \t\r") != std::string::npos && lines[i].front() != '#') last = i;
  }
  return inside ? std::optional(last + 1) : std::nullopt;
}

std::vector<std::string> priceLines(const PlanPrice& price) {
  std::vector<std::string> lines{"[[plan.price]]", "interval = " + tomlText(toString(price.interval.unit)),
                                 "amount = " + tomlText(toDecimal(price.amount)),
                                 "currency = " + tomlText(price.amount.currency.code())};
  if (price.interval.count != 1) lines.insert(lines.begin() + 2, "count = " + std::to_string(price.interval.count));
  if (!price.testProductId.empty()) lines.push_back("test = " + tomlText(price.testProductId));
  if (!price.liveProductId.empty()) lines.push_back("live = " + tomlText(price.liveProductId));
  return lines;
}

bool namesProduct(const BillingRules& rules, const std::string& id) {
  if (id.empty()) return false;
  for (const bool live : {false, true})
    if (rules.soldAs(id, live).plan != nullptr || rules.packSoldAs(id, live) != nullptr) return true;
  return false;
}

}  // namespace

Result<std::string> withPlan(const std::string& text, const PlanEdit& edit) {
  if (const auto fit = checkPlanEdit(edit); !fit) return failure(fit.error());
  const auto index = planIndex(text, edit.plan);
  if (!index) return failure(index.error());
  std::string changed = text;
  const auto set = [&](const char* field, const std::string& literal) {
    const auto next = withSetting(changed, planPath(*index, field), literal);
    if (next) changed = *next;
    return next.has_value();
  };
  if (edit.name && !set("name", tomlText(*edit.name))) return notLineByLine("The plan's name");
  if (edit.features && !set("features", featuresLiteral(*edit.features))) return notLineByLine("The list of features");
  if (edit.limits && !set("limits", limitsLiteral(*edit.limits))) return notLineByLine("The table of limits");
  return changed;
}

Result<std::string> withNewPrice(const std::string& text, const std::string& plan, const PlanPrice& price) {
  const auto index = planIndex(text, plan);
  if (!index) return failure(index.error());
  const BillingRules before = readProfileText(text).profile.rules;
  if (namesProduct(before, price.testProductId) || namesProduct(before, price.liveProductId))
    return failure(ErrorKind::Conflict, "product_id_taken", "The workspace's file names this product id already", {},
                   "Each price has an id of its own");
  auto lines = fileLines(text);
  const auto place = placeForPrice(lines, *index);
  if (!place) return notLineByLine("The plan");
  const auto added = priceLines(price);
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(*place), added.begin(), added.end());
  std::string changed;
  for (const auto& line : lines) changed += line + "\n";
  // Read back: the price is where it is meant to be, and nothing else has changed.
  const ProfileReading after = readProfileText(changed);
  if (!after.isToml || after.profile.rules.plans.size() != before.plans.size() ||
      after.profile.rules.plans[*index].prices.size() != before.plans[*index].prices.size() + 1 ||
      !(after.profile.rules.plans[*index].prices.front() == price))
    return notLineByLine("The plan");
  return changed;
}

}  // namespace billing::workspace
