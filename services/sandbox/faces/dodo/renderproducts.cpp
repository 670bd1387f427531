#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/plancredits.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

void putFrequency(QJsonObject& json, const Price& price) {
  const BillingInterval runs = price.runs.value_or(BillingInterval{IntervalUnit::Year, 10});
  json["payment_frequency_count"_L1] = price.interval->count;
  json["payment_frequency_interval"_L1] = intervalWord(price.interval->unit);
  json["subscription_period_count"_L1] = runs.count;
  json["subscription_period_interval"_L1] = intervalWord(runs.unit);
}

QJsonArray metersOf(const QJsonObject& given, const Price& price) {
  if (!given["meters"_L1].toArray().isEmpty()) return given["meters"_L1].toArray();
  if (price.meter.empty()) return {};
  return {QJsonObject{{"meter_id"_L1, jsonString(price.meter)},
                      {"price_per_unit"_L1, textOrNull(price.unitDecimal)},
                      {"free_threshold"_L1, jsonInteger(price.freeUnits)}}};
}

QJsonObject recurringJson(QJsonObject json, const Price& price) {
  putFrequency(json, price);
  const QJsonArray meters = metersOf(json, price);
  if (!meters.isEmpty()) {
    json["type"_L1] = "usage_based_price"_L1;
    json["fixed_price"_L1] = jsonInteger(price.unit.minor);
    json["meters"_L1] = meters;
    return json;
  }
  json["type"_L1] = "recurring_price"_L1;
  json["price"_L1] = jsonInteger(price.unit.minor);
  json["trial_period_days"_L1] = price.trialDays;
  return json;
}

// What products and rows of the list have in common.
QJsonObject productCommonJson(const Product& product, const QJsonObject& extras, const Price* price) {
  QJsonObject json{{"business_id"_L1, businessId},
                   {"created_at"_L1, timeText(product.created)},
                   {"entitlements"_L1, QJsonArray()},
                   {"is_recurring"_L1, price != nullptr && price->interval.has_value()},
                   {"metadata"_L1, metadataJson(product.metadata)},
                   {"product_id"_L1, jsonString(product.id)},
                   {"tax_category"_L1, jsonString(product.taxCategory)},
                   {"updated_at"_L1, timeText(product.updated)},
                   {"description"_L1, textOrNull(product.description)},
                   {"name"_L1, textOrNull(product.name)}};
  json["image"_L1] = extras.contains("image"_L1) ? extras["image"_L1] : QJsonValue(QJsonValue::Null);
  return json;
}

}  // namespace

QJsonObject priceJson(Desk& desk, const Product& product) {
  const Price* price = priceOf(desk, product);
  if (price == nullptr) return {};
  QJsonObject json = desk.extras(price->id)["given"_L1].toObject();
  json["currency"_L1] = codeText(price->unit.currency);
  json["tax_inclusive"_L1] = price->taxInclusive;
  if (!json.contains("discount"_L1)) json["discount"_L1] = 0;
  if (!json.contains("purchasing_power_parity"_L1)) json["purchasing_power_parity"_L1] = false;
  if (price->interval) return recurringJson(json, *price);
  json["type"_L1] = "one_time_price"_L1;
  json["price"_L1] = jsonInteger(price->unit.minor);
  return json;
}

QJsonObject productJson(Desk& desk, const Product& product) {
  const QJsonObject extras = desk.extras(product.id);
  QJsonObject json = productCommonJson(product, extras, priceOf(desk, product));
  json["brand_id"_L1] = brandId;
  json["credit_entitlements"_L1] = creditMappings(desk, product.id);
  json["license_key_enabled"_L1] = extras["license_key_enabled"_L1].toBool();
  json["price"_L1] = priceJson(desk, product);
  json["addons"_L1] = extras["addons"_L1].toArray();
  return json;
}

QJsonObject productRowJson(Desk& desk, const Product& product) {
  const Price* price = priceOf(desk, product);
  QJsonObject json = productCommonJson(product, desk.extras(product.id), price);
  json["currency"_L1] = codeText(price->unit.currency);
  json["price"_L1] = jsonInteger(price->unit.minor);
  json["price_detail"_L1] = priceJson(desk, product);
  json["tax_inclusive"_L1] = price->taxInclusive;
  return json;
}

QJsonObject addonJson(const Product& addon, const Price& price) {
  return {{"id"_L1, jsonString(addon.id)},
          {"business_id"_L1, businessId},
          {"created_at"_L1, timeText(addon.created)},
          {"currency"_L1, codeText(price.unit.currency)},
          {"name"_L1, jsonString(addon.name)},
          {"price"_L1, jsonInteger(price.unit.minor)},
          {"tax_category"_L1, jsonString(addon.taxCategory)},
          {"updated_at"_L1, timeText(addon.updated)},
          {"description"_L1, textOrNull(addon.description)},
          {"image"_L1, QJsonValue::Null}};
}

}  // namespace billing::sandbox::dodo
