// Plans: how prices that recur were called before there were prices. One and the same object, seen the old way.
#include <algorithm>

#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

IntervalUnit planUnit(const std::string& word) {
  for (const auto unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Year})
    if (word == toString(unit)) return unit;
  return IntervalUnit::Month;
}

// `product` is an id, or the fields of one that is made with the plan.
std::string planProduct(Request& r) {
  const auto in = r.in();
  const auto* param = in.params().find("product");
  if (!param) in.refuse(missingParameter("product"));
  if (!param || param->inner.empty()) {
    const auto* product = r.given(r.ledger.products, in, "product", "product");
    return product ? product->id : std::string{};
  }
  Product product;
  product.home = Provider::Stripe;
  product.name = in.at("product").required("name");
  in.at("product").into("metadata", product.metadata);
  if (r.problem) return {};
  product.id = r.ledger.newId("prod_");
  product.created = product.updated = r.engine.now();
  const auto id = r.ledger.products.add(std::move(product)).id;
  r.engine.tell(What::ProductCreated, id);
  return id;
}

Reply createPlan(Request& r) {
  const auto in = r.in();
  Price price;
  price.home = Provider::Stripe;
  price.unit.minor = in.has("amount_decimal") ? 0 : requiredInteger(in, "amount");
  in.into("amount_decimal", price.unitDecimal);
  if (!in.has("currency")) in.refuse(missingParameter("currency"));
  price.unit.currency = in.currency("currency").value_or(Currency{});
  const auto unit = in.oneOf("interval", {"day", "month", "week", "year"});
  if (unit.empty()) in.refuse(missingParameter("interval"));
  const auto count = std::clamp<std::int64_t>(in.integer("interval_count").value_or(1), 1, 1095);
  price.interval = BillingInterval{planUnit(unit), static_cast<int>(count)};
  in.into("nickname", price.nickname);
  in.into("metadata", price.metadata);
  in.into("meter", price.meter);
  price.trialDays = static_cast<int>(in.integer("trial_period_days").value_or(0));
  price.active = in.boolean("active").value_or(true);
  price.id = in.text("id");
  if (!price.id.empty() && r.ledger.prices.find(price.id))
    in.refuse(invalid("Plan already exists.", "id", "resource_already_exists"));
  if (r.problem) return r.refused();
  price.product = planProduct(r);
  if (r.problem) return r.refused();
  if (price.id.empty()) price.id = r.ledger.newId("plan_");
  price.created = r.engine.now();
  const auto id = r.ledger.prices.add(std::move(price)).id;
  r.engine.tell(What::PriceCreated, id);
  return r.desk.draw("plan", id);
}

Price* planNamed(Request& r) {
  auto* price = r.named(r.ledger.prices, "plan");
  if (price && price->interval) return price;
  if (!r.problem) r.problem = noSuch("plan", r.id(), "plan");
  return nullptr;
}

Reply updatePlan(Request& r) {
  auto* price = planNamed(r);
  if (!price) return r.refused();
  r.in().into("nickname", price->nickname);
  r.in().into("metadata", price->metadata);
  price->active = r.in().boolean("active").value_or(price->active);
  if (r.problem) return r.refused();
  r.ledger.prices.touch(price->id);
  r.engine.tell(What::PriceUpdated, r.id());
  return r.desk.draw("plan", r.id());
}

// Subscriptions keep it; nobody new gets it.
Reply deletePlan(Request& r) {
  auto* price = planNamed(r);
  if (!price) return r.refused();
  price->active = false;
  r.ledger.prices.touch(price->id);
  r.engine.tell(What::PriceDeleted, r.id());
  return deletedStub("plan", r.id());
}

Reply listPlans(Request& r) {
  const auto product = r.in().text("product");
  const auto active = r.in().boolean("active");
  return listed(
      r, r.ledger.prices, "plan",
      [&](const Price& one) {
        return one.interval && (product.empty() || one.product == product) && (!active || one.active == *active);
      },
      [&](const Price& one) { return drawPlan(r.desk, one); });
}

}  // namespace

void registerPlans(Desk& desk) {
  desk.objects.add("plan", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* price = desk.ledger.prices.find(id);
    return price && price->interval ? std::optional<QJsonObject>(drawPlan(desk, *price)) : std::nullopt;
  });
  addGet(desk, "/v1/plans/{id}", "plan");
  desk.routes.addList("/v1/plans", "active product", listPlans);
  desk.routes.add("POST", "/v1/plans",
                  "active amount amount_decimal billing_scheme currency id interval interval_count metadata meter "
                  "nickname product tiers tiers_mode transform_usage trial_period_days usage_type",
                  createPlan);
  desk.routes.add("POST", "/v1/plans/{id}", "active metadata nickname product trial_period_days", updatePlan);
  desk.routes.add("DELETE", "/v1/plans/{id}", "", deletePlan);
}

}  // namespace billing::sandbox::stripe
