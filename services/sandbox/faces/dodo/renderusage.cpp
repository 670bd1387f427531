#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

// Fields that the ledger does not know, as they were given; null where they were not.
void putGiven(const QJsonObject& extras, std::initializer_list<const char*> names, QJsonObject& json) {
  for (const char* name : names) {
    const QJsonValue given = extras.value(QLatin1String(name));
    json[QLatin1String(name)] = given.isUndefined() ? QJsonValue(QJsonValue::Null) : given;
  }
}

std::string referenceKind(const std::string& id) {
  if (id.starts_with("sub_")) return "subscription";
  return id.starts_with("pay_") ? "payment" : "";
}

QJsonArray textsJson(const std::vector<std::string>& texts) {
  QJsonArray array;
  for (const auto& text : texts) array.append(jsonString(text));
  return array;
}

QJsonObject discountCommonJson(Desk& desk, const Discount& discount) {
  const bool flat = discount.amountOff.has_value();
  return {{"amount"_L1, jsonInteger(flat ? discount.amountOff->minor : discount.basisPoints)},
          {"business_id"_L1, businessId},
          {"code"_L1, jsonString(discount.code.empty() ? discount.id : discount.code)},
          {"created_at"_L1, timeText(discount.created)},
          {"discount_id"_L1, jsonString(discount.id)},
          {"metadata"_L1, metadataJson(discount.metadata)},
          {"preserve_on_plan_change"_L1, desk.extras(discount.id)["preserve_on_plan_change"_L1].toBool()},
          {"restricted_to"_L1, textsJson(discount.products)},
          {"times_used"_L1, jsonInteger(discount.used)},
          {"type"_L1, QLatin1String(flat ? "flat" : "percentage")},
          {"expires_at"_L1, timeOrNull(discount.expiresAt)},
          {"name"_L1, textOrNull(discount.name)},
          {"subscription_cycles"_L1, discount.cycles < 0 ? QJsonValue(QJsonValue::Null) : jsonInteger(discount.cycles)},
          {"usage_limit"_L1, discount.most ? jsonInteger(*discount.most) : QJsonValue(QJsonValue::Null)}};
}

}  // namespace

QJsonObject discountJson(Desk& desk, const Discount& discount) {
  const QJsonObject extras = desk.extras(discount.id);
  QJsonObject json = discountCommonJson(desk, discount);
  json["customer_eligibility"_L1] = extras["customer_eligibility"_L1].toString("any"_L1);
  json["currency_options"_L1] = extras["currency_options"_L1].toArray();
  json["starts_at"_L1] = timeOrNull(discount.startsAt);
  putGiven(extras, {"per_customer_usage_limit"}, json);
  return json;
}

QJsonObject discountDetailJson(Desk& desk, const Discount& discount, const GrantedDiscount& granted, int position) {
  QJsonObject json = discountCommonJson(desk, discount);
  json["position"_L1] = position;
  json["cycles_remaining"_L1] = granted.cyclesLeft < 0 ? QJsonValue(QJsonValue::Null) : jsonInteger(granted.cyclesLeft);
  return json;
}

QJsonObject meterJson(Desk& desk, const Meter& meter) {
  const bool counts = meter.aggregation == "count";
  QJsonObject json{
      {"id"_L1, jsonString(meter.id)},
      {"aggregation"_L1, QJsonObject{{"type"_L1, jsonString(meter.aggregation)},
                                     {"key"_L1, counts ? QJsonValue(QJsonValue::Null) : textOrNull(meter.valueKey)}}},
      {"business_id"_L1, businessId},
      {"created_at"_L1, timeText(meter.created)},
      {"event_name"_L1, jsonString(meter.eventName)},
      {"measurement_unit"_L1, jsonString(meter.unit)},
      {"name"_L1, jsonString(meter.name)},
      {"updated_at"_L1, timeText(meter.updated)},
      {"description"_L1, textOrNull(meter.description)}};
  const auto filter = jsonObjectFrom(meter.filter);
  json["filter"_L1] = filter ? QJsonValue(*filter) : QJsonValue(QJsonValue::Null);
  (void)desk;
  return json;
}

QJsonObject usageEventJson(Desk& desk, const UsageEvent& event) {
  const QJsonObject given = desk.extras(event.id)["metadata"_L1].toObject();
  return {{"business_id"_L1, businessId},        {"customer_id"_L1, jsonString(event.customer)},
          {"event_id"_L1, jsonString(event.id)}, {"event_name"_L1, jsonString(event.eventName)},
          {"timestamp"_L1, timeText(event.at)},  {"metadata"_L1, given.isEmpty() ? metadataJson(event.values) : given}};
}

QJsonObject creditEntitlementJson(Desk& desk, const CreditEntitlement& entitlement) {
  const auto expires = entitlement.expiresAfterDays;
  QJsonObject json{{"id"_L1, jsonString(entitlement.id)},
                   {"business_id"_L1, businessId},
                   {"created_at"_L1, timeText(entitlement.created)},
                   {"name"_L1, jsonString(entitlement.name)},
                   {"overage_behavior"_L1, jsonString(entitlement.overageBehaviour)},
                   {"overage_enabled"_L1, entitlement.overage},
                   {"precision"_L1, entitlement.precision},
                   {"rollover_enabled"_L1, entitlement.rollover},
                   {"unit"_L1, jsonString(entitlement.unit)},
                   {"updated_at"_L1, timeText(entitlement.updated)},
                   {"currency"_L1, textOrNull(entitlement.currency.code())},
                   {"description"_L1, textOrNull(entitlement.description)},
                   {"expires_after_days"_L1, expires ? jsonInteger(*expires) : QJsonValue(QJsonValue::Null)},
                   {"price_per_unit"_L1, textOrNull(entitlement.unitPrice)}};
  putGiven(desk.extras(entitlement.id),
           {"max_rollover_count", "overage_limit", "rollover_percentage", "rollover_timeframe_count",
            "rollover_timeframe_interval"},
           json);
  return json;
}

QJsonObject creditEntryJson(const CreditEntry& entry) {
  return {{"id"_L1, jsonString(entry.id)},
          {"amount"_L1, millionthsText(entry.amount)},
          {"balance_after"_L1, millionthsText(entry.after)},
          {"balance_before"_L1, millionthsText(entry.before)},
          {"brand_id"_L1, brandId},
          {"business_id"_L1, businessId},
          {"created_at"_L1, timeText(entry.created)},
          {"credit_entitlement_id"_L1, jsonString(entry.entitlement)},
          {"customer_id"_L1, jsonString(entry.customer)},
          {"is_credit"_L1, entry.adds},
          {"metadata"_L1, metadataJson(entry.metadata)},
          {"overage_after"_L1, "0"_L1},
          {"overage_before"_L1, "0"_L1},
          {"transaction_type"_L1, jsonString(entry.kind)},
          {"description"_L1, textOrNull(entry.reason)},
          {"grant_id"_L1, textOrNull(entry.grant)},
          {"reference_id"_L1, textOrNull(entry.reference)},
          {"reference_type"_L1, textOrNull(referenceKind(entry.reference))}};
}

QJsonObject endpointJson(Desk& desk, const Endpoint& endpoint) {
  QJsonObject json{{"id"_L1, jsonString(endpoint.id)},
                   {"created_at"_L1, timeText(endpoint.created)},
                   {"description"_L1, jsonString(endpoint.description)},
                   {"disabled"_L1, !endpoint.enabled},
                   {"metadata"_L1, metadataJson(endpoint.metadata)},
                   {"updated_at"_L1, timeText(endpoint.updated)},
                   {"url"_L1, jsonString(endpoint.url)}};
  json["filter_types"_L1] =
      endpoint.types.empty() ? QJsonValue(QJsonValue::Null) : QJsonValue(textsJson(endpoint.types));
  putGiven(desk.extras(endpoint.id), {"rate_limit"}, json);
  return json;
}

}  // namespace billing::sandbox::dodo
