#include "domain/billingrules.h"

#include <algorithm>

#include "domain/decimal.h"

namespace billing {
namespace {

template <class Item>
const Item* withKey(const std::vector<Item>& items, std::string_view key) {
  const auto found = std::ranges::find(items, key, &Item::key);
  return found == items.end() ? nullptr : &*found;
}

// A price without an id in this mode sells nothing there: an empty id must never meet an empty id.
template <class Item>
const Item* withProduct(const std::vector<Item>& items, std::string_view productId, bool live) {
  if (productId.empty()) return nullptr;
  const auto found = std::ranges::find_if(items, [&](const Item& item) { return item.productId(live) == productId; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Plan* BillingRules::plan(std::string_view key) const {
  return withKey(plans, key);
}

const Plan* BillingRules::freePlan() const {
  const auto smallest = std::ranges::min_element(plans, {}, &Plan::rank);
  return smallest == plans.end() ? nullptr : &*smallest;
}

const QuotaRule* BillingRules::quota(std::string_view key) const {
  return withKey(quotas, key);
}

const ActionRule* BillingRules::action(std::string_view key) const {
  return withKey(actions, key);
}

BillingRules::Sold BillingRules::soldAs(std::string_view productId, bool live) const {
  for (const Plan& plan : plans) {
    if (const PlanPrice* price = withProduct(plan.prices, productId, live)) return {&plan, price};
  }
  return {};
}

const CreditPack* BillingRules::packSoldAs(std::string_view productId, bool live) const {
  return withProduct(credits.packs, productId, live);
}

std::string creditsText(Tenths tenths) {
  const std::string sign = tenths < 0 ? "-" : "";
  // In unsigned arithmetic: the lowest int64 has no positive twin.
  const std::uint64_t size = tenths < 0 ? 0 - static_cast<std::uint64_t>(tenths) : static_cast<std::uint64_t>(tenths);
  std::string text = sign + std::to_string(size / 10);
  if (size % 10 != 0) text += '.' + std::to_string(size % 10);
  return text;
}

std::optional<Tenths> creditsFrom(std::string_view text) {
  const auto tenths = scaledDecimal(text, 1);
  return tenths ? std::optional(*tenths) : std::nullopt;
}

}  // namespace billing
