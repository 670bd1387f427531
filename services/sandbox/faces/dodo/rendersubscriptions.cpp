#include "domain/civildate.h"
#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/plancredits.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr std::int64_t dayMs = 24LL * 3600 * 1000;

const Price* planOf(Desk& desk, const Subscription& subscription) {
  return subscription.items.empty() ? nullptr : desk.ledger().prices.find(subscription.items.front().price);
}

QJsonArray addonsOf(Desk& desk, const Subscription& subscription) {
  QJsonArray addons;
  for (const auto& item : subscription.items) {
    const Product* product = productOfPrice(desk, item.price);
    if (product != nullptr && isAddon(*product))
      addons.append(QJsonObject{{"addon_id"_L1, jsonString(product->id)}, {"quantity"_L1, jsonInteger(item.quantity)}});
  }
  return addons;
}

QJsonArray metersOf(Desk& desk, const Subscription& subscription) {
  QJsonArray meters;
  for (const auto& item : subscription.items) {
    const Price* price = desk.ledger().prices.find(item.price);
    const Meter* meter = price == nullptr ? nullptr : desk.ledger().meters.find(price->meter);
    if (meter == nullptr) continue;
    meters.append(QJsonObject{{"currency"_L1, codeText(subscription.currency)},
                              {"free_threshold"_L1, jsonInteger(price->freeUnits)},
                              {"measurement_unit"_L1, jsonString(meter->unit)},
                              {"meter_id"_L1, jsonString(meter->id)},
                              {"name"_L1, jsonString(meter->name)},
                              {"description"_L1, textOrNull(meter->description)},
                              {"price_per_unit"_L1, textOrNull(price->unitDecimal)}});
  }
  return meters;
}

QJsonValue scheduledJson(Desk& desk, const Subscription& subscription) {
  if (!subscription.scheduledChange) return QJsonValue::Null;
  const ScheduledChange& change = *subscription.scheduledChange;
  const Product* product = productOfPrice(desk, change.price);
  return QJsonObject{{"id"_L1, jsonString(change.id)},
                     {"addons"_L1, QJsonArray()},
                     {"created_at"_L1, timeText(change.created)},
                     {"effective_at"_L1, timeText(change.at)},
                     {"product_id"_L1, jsonString(productIdOfPrice(desk, change.price))},
                     {"quantity"_L1, jsonInteger(change.quantity)},
                     {"product_description"_L1, textOrNull(product == nullptr ? "" : product->description)},
                     {"product_name"_L1, textOrNull(product == nullptr ? "" : product->name)}};
}

template <class Each>
void eachDiscount(Desk& desk, const Subscription& subscription, Each each) {
  for (const auto& id : subscription.discounts) {
    const GrantedDiscount* granted = desk.ledger().grantedDiscounts.find(id);
    const Discount* discount = granted == nullptr ? nullptr : desk.ledger().discounts.find(granted->discount);
    if (discount != nullptr) each(*discount, *granted);
  }
}

void putDiscounts(Desk& desk, const Subscription& subscription, bool row, QJsonObject& json) {
  QJsonArray all;
  json["discount_id"_L1] = QJsonValue::Null;
  json["discount_cycles_remaining"_L1] = QJsonValue::Null;
  eachDiscount(desk, subscription, [&](const Discount& discount, const GrantedDiscount& granted) {
    const QJsonValue left = granted.cyclesLeft < 0 ? QJsonValue(QJsonValue::Null) : jsonInteger(granted.cyclesLeft);
    if (all.isEmpty()) {
      json["discount_id"_L1] = jsonString(discount.id);
      json["discount_cycles_remaining"_L1] = left;
    }
    const int position = static_cast<int>(all.size());
    all.append(row ? QJsonObject{{"discount_id"_L1, jsonString(discount.id)}, {"discount_cycles_remaining"_L1, left}}
                   : discountDetailJson(desk, discount, granted, position));
  });
  json["discounts"_L1] = all;
}

int trialDaysOf(const Subscription& subscription) {
  if (!subscription.trialStart || !subscription.trialEnd) return 0;
  return static_cast<int>((subscription.trialEnd->ms - subscription.trialStart->ms + dayMs / 2) / dayMs);
}

void putRhythm(Desk& desk, const Subscription& subscription, QJsonObject& json) {
  const Price* plan = planOf(desk, subscription);
  const BillingInterval every = plan == nullptr ? BillingInterval() : plan->interval.value_or(BillingInterval());
  const BillingInterval runs = plan != nullptr && plan->runs ? *plan->runs : BillingInterval{IntervalUnit::Year, 10};
  json["payment_frequency_count"_L1] = every.count;
  json["payment_frequency_interval"_L1] = intervalWord(every.unit);
  json["subscription_period_count"_L1] = runs.count;
  json["subscription_period_interval"_L1] = intervalWord(runs.unit);
  json["tax_inclusive"_L1] = plan != nullptr && plan->taxInclusive;
  json["product_id"_L1] = jsonString(plan == nullptr ? "" : plan->product);
  json["quantity"_L1] = jsonInteger(subscription.items.empty() ? 1 : subscription.items.front().quantity);
}

// What the whole object and the row of a list have in common.
QJsonObject subscriptionCommonJson(Desk& desk, const Subscription& subscription, const QJsonObject& extras) {
  const Customer* customer = desk.ledger().customers.find(subscription.customer);
  QJsonObject json{{"billing"_L1, addressJson(customer == nullptr ? Address() : customer->address)},
                   {"brand_id"_L1, brandId},
                   {"cancel_at_next_billing_date"_L1, subscription.cancelAtPeriodEnd},
                   {"cancelled_at"_L1, timeOrNull(subscription.cancelledAt)},
                   {"created_at"_L1, timeText(subscription.created)},
                   {"currency"_L1, codeText(subscription.currency)},
                   {"customer"_L1, customerShortJson(desk, subscription.customer)},
                   {"has_payment_method"_L1, !subscription.paymentMethod.empty()},
                   {"metadata"_L1, metadataJson(subscription.metadata)},
                   {"next_billing_date"_L1, timeText(subscription.periodEnd)},
                   {"on_demand"_L1, subscription.onDemand},
                   {"paused_at"_L1, timeOrNull(subscription.pausedAt)},
                   {"payment_method_id"_L1, textOrNull(subscription.paymentMethod)},
                   {"previous_billing_date"_L1, timeText(subscription.periodStart)},
                   {"recurring_pre_tax_amount"_L1, jsonInteger(recurringAmount(desk, subscription))},
                   {"scheduled_change"_L1, scheduledJson(desk, subscription)},
                   {"status"_L1, statusWord(subscription.status)},
                   {"subscription_id"_L1, jsonString(subscription.id)},
                   {"trial_period_days"_L1, trialDaysOf(subscription)},
                   {"trial_amount"_L1, QJsonValue::Null}};
  json["tax_id"_L1] = extras.contains("tax_id"_L1) ? extras["tax_id"_L1] : QJsonValue(QJsonValue::Null);
  json["customer_business_name"_L1] =
      extras.contains("customer_business_name"_L1) ? extras["customer_business_name"_L1] : QJsonValue(QJsonValue::Null);
  putRhythm(desk, subscription, json);
  return json;
}

}  // namespace

std::int64_t recurringAmount(Desk& desk, const Subscription& subscription) {
  std::int64_t sum = 0;
  for (const auto& item : subscription.items) {
    const Price* price = desk.ledger().prices.find(item.price);
    if (price != nullptr) sum += price->unit.minor * item.quantity;
  }
  return sum;
}

QJsonObject subscriptionJson(Desk& desk, const Subscription& subscription) {
  QJsonObject json = subscriptionCommonJson(desk, subscription, desk.extras(subscription.id));
  json["addons"_L1] = addonsOf(desk, subscription);
  json["meters"_L1] = metersOf(desk, subscription);
  json["credit_entitlement_cart"_L1] = creditCart(desk, stdText(json["product_id"_L1]), subscription.customer);
  json["meter_credit_entitlement_cart"_L1] = QJsonArray();
  json["cancellation_comment"_L1] = textOrNull(subscription.cancelComment);
  json["cancellation_feedback"_L1] = textOrNull(subscription.cancelFeedback);
  json["custom_field_responses"_L1] = QJsonValue::Null;
  json["expires_at"_L1] = timeOrNull(subscription.expiresAt);
  putDiscounts(desk, subscription, false, json);
  return json;
}

QJsonObject subscriptionRowJson(Desk& desk, const Subscription& subscription) {
  QJsonObject json = subscriptionCommonJson(desk, subscription, desk.extras(subscription.id));
  const Product* product = desk.ledger().products.find(stdText(json["product_id"_L1]));
  json.remove("brand_id"_L1);
  json["product_name"_L1] = textOrNull(product == nullptr ? "" : product->name);
  putDiscounts(desk, subscription, true, json);
  return json;
}

}  // namespace billing::sandbox::dodo
