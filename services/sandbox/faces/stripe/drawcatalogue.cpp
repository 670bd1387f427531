#include "sandbox/faces/stripe/draw.h"

namespace billing::sandbox::stripe {
namespace {

// A unit that costs fractions of a minor unit has no unit_amount, only the decimal.
bool isWhole(const std::string& decimal) {
  return decimal.find('.') == std::string::npos;
}

std::string unitText(const Price& price) {
  return price.unitDecimal.empty() ? std::to_string(price.unit.minor) : price.unitDecimal;
}

QJsonValue unitAmount(const Price& price) {
  return isWhole(unitText(price)) ? js(static_cast<std::int64_t>(std::stoll(unitText(price)))) : js(nullptr);
}

}  // namespace

QJsonObject drawProduct(const Desk& desk, const Product& product) {
  Json out("product");
  out("id", product.id)("active", product.active)("created", product.created)("updated", product.updated)(
      "name", product.name)("description", orNull(product.description))("default_price", orNull(product.defaultPrice))(
      "images", QJsonArray{})("marketing_features", QJsonArray{})("livemode", false)("metadata", product.metadata)(
      "tax_code", nullptr)("type", "service")("unit_label", orNull(product.unitLabel));
  out.nulls("package_dimensions shippable statement_descriptor tax_details url");
  return desk.withExtras(product.id, out);
}

QJsonObject drawRecurring(const Price& price) {
  return Json()("interval", std::string(toString(price.interval->unit)))("interval_count", price.interval->count)(
      "meter", orNull(price.meter))("trial_period_days", price.trialDays > 0 ? js(price.trialDays) : js(nullptr))(
      "usage_type", price.meter.empty() ? "licensed" : "metered");
}

QJsonObject drawPrice(const Desk& desk, const Price& price) {
  Json out("price");
  out("id", price.id)("active", price.active)("billing_scheme", "per_unit")("created", price.created)(
      "currency", price.unit.currency)("livemode", false)("lookup_key", orNull(price.lookupKey))(
      "metadata", price.metadata)("nickname", orNull(price.nickname))("product", price.product)(
      "tax_behavior", price.taxInclusive ? "inclusive" : "unspecified")(
      "type", price.interval ? "recurring" : "one_time")("unit_amount", unitAmount(price))("unit_amount_decimal",
                                                                                           unitText(price));
  out.nulls("custom_unit_amount recurring tiers_mode transform_quantity");
  if (price.interval) out("recurring", drawRecurring(price));
  return desk.withExtras(price.id, out);
}

QJsonObject drawPlan(const Desk&, const Price& price) {
  const auto interval = price.interval.value_or(BillingInterval{});
  Json out("plan");
  out("id", price.id)("active", price.active)("amount", unitAmount(price))("amount_decimal", unitText(price))(
      "billing_scheme", "per_unit")("created", price.created)("currency", price.unit.currency)(
      "interval", std::string(toString(interval.unit)))("interval_count", interval.count)("livemode", false)(
      "metadata", price.metadata)("meter", orNull(price.meter))("nickname", orNull(price.nickname))(
      "product", orNull(price.product))("trial_period_days", price.trialDays > 0 ? js(price.trialDays) : js(nullptr))(
      "usage_type", price.meter.empty() ? "licensed" : "metered");
  return out.nulls("tiers_mode transform_usage");
}

}  // namespace billing::sandbox::stripe
