// POST /subscriptions: with a saved card it is charged at once, else it waits on a page or for the caller's own form.
#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/hostedpage.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr const char* orderShape =
    "billing!:" DODO_ADDRESS_SHAPE " customer!:" DODO_CUSTOMER_SHAPE
    " product_id!:s quantity!:n addons:" DODO_ADDONS_SHAPE
    " billing_currency:c customer_business_name:s discount_code:s discount_codes:[s] metadata:m "
    "on_demand:{mandate_only!:b product_price:n product_currency:c product_description:s} payment_link:b "
    "payment_method_id:s return_url:s tax_id:s trial_period_days:n one_time_product_cart:[product_id!:s quantity!:n]";

int trialDaysAsked(Desk& desk, const Asked& asked, const std::vector<SubscriptionItem>& items) {
  if (asked.has("trial_period_days")) return asked.body["trial_period_days"_L1].toInt();
  const Price* price = desk.ledger().prices.find(items.front().price);
  return price == nullptr ? 0 : price->trialDays;
}

// A trial or a free plan may begin without a card, where its price says so.
bool worksWithoutCard(Desk& desk, const SubscriptionOrder& order) {
  const Price* price = desk.ledger().prices.find(order.items.front().price);
  const QJsonObject given = desk.extras(order.items.front().price)["given"_L1].toObject();
  if (order.trialDays > 0) return given["trial_payment_method_optional"_L1].toBool();
  return price != nullptr && price->unit.minor == 0 && given["zero_amount_payment_method_optional"_L1].toBool();
}

Outcome<SubscriptionOrder> orderAsked(Desk& desk, const Asked& asked, const Customer& customer) {
  auto items = itemsFor(desk, asked.text("product_id"), asked.body["quantity"_L1].toInteger(),
                        asked.body["addons"_L1].toArray());
  if (!items) return tl::make_unexpected(items.error());
  SubscriptionOrder order;
  order.customer = customer.id;
  order.trialDays = trialDaysAsked(desk, asked, *items);
  order.items = std::move(*items);
  order.onDemand = asked.has("on_demand");
  order.metadata = metadataFrom(asked.body["metadata"_L1]);
  order.discounts = codesAsked(asked);
  order.defaultIncomplete = !asked.has("payment_method_id") && !worksWithoutCard(desk, order);
  if (!asked.has("payment_method_id")) return order;
  auto card = ownCard(desk, asked.text("payment_method_id"), customer.id);
  if (!card) return tl::make_unexpected(card.error());
  order.paymentMethod = *card;
  return order;
}

// The payment that begins the subscription; null where nothing is due and nothing was asked for.
Payment* firstPayment(Desk& desk, const Subscription& subscription) {
  const Invoice* invoice = desk.ledger().invoices.find(subscription.latestInvoice);
  return invoice == nullptr || invoice->payments.empty() ? nullptr
                                                         : desk.ledger().payments.find(invoice->payments.back());
}

// An on-demand subscription may be charged in the call that makes it.
Outcome<void> chargeFirst(Desk& desk, const Asked& asked, const std::string& subscription) {
  const QJsonObject demand = asked.body["on_demand"_L1].toObject();
  const std::int64_t amount = demand["product_price"_L1].toInteger();
  const Subscription& made = *desk.ledger().subscriptions.find(subscription);
  if (demand["mandate_only"_L1].toBool() || amount <= 0 || made.status != SubscriptionStatus::Active) return {};
  const auto charged =
      desk.engine().chargeOnDemand(subscription, {amount, made.currency}, stdText(demand["product_description"_L1]));
  if (!charged) return problemOf(charged.error());
  return {};
}

void keepOrderExtras(Desk& desk, const Asked& asked, const std::string& subscription) {
  QJsonObject extras;
  for (const char* name : {"tax_id", "customer_business_name"})
    if (asked.has(name)) extras[QLatin1String(name)] = asked.body[QLatin1String(name)];
  if (!extras.isEmpty()) desk.mergeExtras(subscription, extras);
}

void putPayment(Desk& desk, const Asked& asked, Payment* payment, bool begun, QJsonObject& json) {
  const bool open = payment != nullptr && payment->status != "succeeded";
  json["payment_id"_L1] = jsonString(payment == nullptr ? "" : payment->id);
  json["payment_method_required"_L1] = open && !begun;
  json["client_secret"_L1] = open ? jsonString(payment->id + "_secret") : QJsonValue(QJsonValue::Null);
  json["payment_link"_L1] = QJsonValue::Null;
  json["expires_on"_L1] = QJsonValue::Null;
  if (!open || begun || !asked.body["payment_link"_L1].toBool()) return;
  const Checkout& checkout = openPageFor(desk, *payment, asked.text("return_url"));
  json["payment_link"_L1] = jsonString(payAddress(desk, checkout.id));
  json["expires_on"_L1] = timeText(checkout.expires);
}

QJsonObject orderJson(Desk& desk, const Asked& asked, const Subscription& subscription) {
  const QJsonObject whole = subscriptionJson(desk, subscription);
  QJsonObject json{{"addons"_L1, whole["addons"_L1]},
                   {"customer"_L1, whole["customer"_L1]},
                   {"metadata"_L1, whole["metadata"_L1]},
                   {"recurring_pre_tax_amount"_L1, whole["recurring_pre_tax_amount"_L1]},
                   {"subscription_id"_L1, whole["subscription_id"_L1]},
                   {"discount_id"_L1, whole["discount_id"_L1]},
                   {"discount_ids"_L1, QJsonValue::Null},
                   {"one_time_product_cart"_L1, QJsonValue::Null},
                   {"trial_amount"_L1, QJsonValue::Null}};
  putPayment(desk, asked, firstPayment(desk, subscription), subscription.status != SubscriptionStatus::Pending, json);
  return json;
}

Reply createSubscription(Desk& desk, const Asked& asked) {
  const auto customer = customerAsked(desk, asked.body["customer"_L1].toObject());
  if (!customer) return tl::make_unexpected(customer.error());
  const auto order = orderAsked(desk, asked, **customer);
  if (!order) return tl::make_unexpected(order.error());
  takeBilling(desk, **customer, asked.body["billing"_L1]);
  const auto made = desk.engine().subscribe(*order);
  if (!made) return problemOf(made.error());
  const std::string id = (*made)->id;
  keepOrderExtras(desk, asked, id);
  if (const auto charged = chargeFirst(desk, asked, id); !charged) return tl::make_unexpected(charged.error());
  return json(orderJson(desk, asked, *desk.ledger().subscriptions.find(id)));
}

}  // namespace

void addSubscriptionOrders(Endpoints& to) {
  to.add("POST", "/subscriptions", orderShape, createSubscription);
}

}  // namespace billing::sandbox::dodo
