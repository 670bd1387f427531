// /checkouts: sessions with a hosted page.
#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/checkoutpreview.h"
#include "sandbox/faces/dodo/hostedpage.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr const char* sessionShape =
    "product_cart!:[product_id!:s quantity!:n amount:n addons:" DODO_ADDONS_SHAPE "] customer:" DODO_CUSTOMER_SHAPE
    " billing_address:" DODO_ADDRESS_SHAPE
    " billing_currency:c cancel_url:s confirm:b customer_business_name:s discount_code:s discount_codes:[s] "
    "feature_flags:{allow_discount_code:b always_create_new_customer:b} metadata:m minimal_address:b "
    "payment_method_id:s return_url:s short_link:b show_saved_payment_methods:b "
    "subscription_data:{trial_period_days:n on_demand:{mandate_only!:b product_price:n}} tax_id:s";

CartLine lineFor(Desk& desk, const SubscriptionItem& item) {
  const Price& price = *desk.ledger().prices.find(item.price);
  return {price.product, price.id, item.quantity, price.unit.minor * item.quantity, 0, 0};
}

Outcome<void> addRecurring(Desk& desk, const QJsonObject& asked, const Product& product, Checkout& checkout) {
  const auto items = itemsFor(desk, product.id, asked["quantity"_L1].toInteger(), asked["addons"_L1].toArray());
  if (!items) return tl::make_unexpected(items.error());
  for (const auto& item : *items) checkout.cart.push_back(lineFor(desk, item));
  if (checkout.trialDays == 0) checkout.trialDays = priceOf(desk, product)->trialDays;
  checkout.mode = "subscription";
  return {};
}

Outcome<void> addToCart(Desk& desk, const QJsonObject& asked, Checkout& checkout) {
  const auto product = productOf(desk, stdText(asked["product_id"_L1]));
  if (!product) return tl::make_unexpected(product.error());
  const Price* price = priceOf(desk, **product);
  if (!(*product)->active || price == nullptr)
    return problem(422, "PRODUCT_IS_DELETED", "Product " + (*product)->id + " is archived");
  checkout.currency = price->unit.currency;
  if (price->interval) return addRecurring(desk, asked, **product, checkout);
  const std::int64_t quantity = asked["quantity"_L1].toInteger();
  if (quantity < 1) return problem(422, "INVALID_QUANTITY", "quantity must be at least 1");
  const std::int64_t each = asked["amount"_L1].isDouble() ? asked["amount"_L1].toInteger() : price->unit.minor;
  checkout.cart.push_back({(*product)->id, price->id, quantity, each * quantity, 0, 0});
  return {};
}

// Somebody known by the email stays the same customer, unless a new one is asked for; others are made when they pay.
Outcome<void> takeCustomer(Desk& desk, const Asked& asked, Checkout& checkout) {
  const QJsonObject who = asked.body["customer"_L1].toObject();
  const std::string id = stdText(who["customer_id"_L1]);
  checkout.email = stdText(who["email"_L1]);
  checkout.name = stdText(who["name"_L1]);
  const bool anew = asked.body["feature_flags"_L1].toObject()["always_create_new_customer"_L1].toBool();
  if (id.empty()) {
    if (!anew && !checkout.email.empty()) checkout.customer = customerIdByEmail(desk, checkout.email);
    return {};
  }
  const auto customer = customerOf(desk, id);
  if (!customer) return tl::make_unexpected(customer.error());
  checkout.customer = (*customer)->id;
  checkout.email = (*customer)->email;
  checkout.name = (*customer)->name;
  return {};
}

void takeWords(Desk& desk, const Asked& asked, Checkout& checkout) {
  checkout.successUrl = asked.text("return_url");
  checkout.cancelUrl = asked.text("cancel_url");
  checkout.metadata = metadataFrom(asked.body["metadata"_L1]);
  checkout.codes = codesAsked(asked);
  checkout.allowsCodes = asked.body["feature_flags"_L1].toObject()["allow_discount_code"_L1].toBool(true);
  checkout.address = addressFrom(asked.body["billing_address"_L1].toObject());
  checkout.trialDays = asked.body["subscription_data"_L1].toObject()["trial_period_days"_L1].toInt();
  checkout.mode = "payment";
  checkout.created = desk.now();
  checkout.expires = {desk.now().ms + checkoutLifeMs};
}

Outcome<Checkout> sessionAsked(Desk& desk, const Asked& asked) {
  Checkout checkout;
  takeWords(desk, asked, checkout);
  const QJsonArray cart = asked.body["product_cart"_L1].toArray();
  if (cart.isEmpty()) return problem(422, "PRODUCT_CART_EMPTY", "product_cart must not be empty");
  for (const auto& one : cart)
    if (auto added = addToCart(desk, one.toObject(), checkout); !added) return tl::make_unexpected(added.error());
  if (auto taken = takeCustomer(desk, asked, checkout); !taken) return tl::make_unexpected(taken.error());
  const auto cost = desk.engine().previewCheckout(checkout);
  if (!cost && cost.error().code == "not_found")
    return problem(422, "INVALID_DISCOUNT_CODE", "The discount code does not exist");
  if (!cost) return problemOf(cost.error());
  checkout.subtotalMinor = cost->subtotalMinor;
  checkout.discountMinor = cost->discountMinor;
  checkout.totalMinor = cost->totalMinor;
  return checkout;
}

QJsonObject sessionJson(Desk& desk, const Checkout& checkout, bool hosted) {
  return {{"session_id"_L1, jsonString(checkout.id)},
          {"checkout_url"_L1, textOrNull(hosted ? payAddress(desk, checkout.id) : std::string())},
          {"client_secret"_L1, QJsonValue::Null},
          {"payment_id"_L1, textOrNull(checkout.payment)},
          {"publishable_key"_L1, QJsonValue::Null}};
}

Reply createSession(Desk& desk, const Asked& asked) {
  auto checkout = sessionAsked(desk, asked);
  if (!checkout) return tl::make_unexpected(checkout.error());
  const std::string card = asked.text("payment_method_id");
  if (!card.empty())
    if (auto own = ownCard(desk, card, checkout->customer); !own) return tl::make_unexpected(own.error());
  checkout->id = desk.ledger().newId("cks_");
  const std::string id = desk.ledger().checkouts.add(std::move(*checkout)).id;
  const bool atOnce = !card.empty() && asked.body["confirm"_L1].toBool();
  if (atOnce)
    if (auto paid = desk.engine().completeCheckout(id, card); !paid) return problemOf(paid.error());
  return json(sessionJson(desk, *desk.ledger().checkouts.find(id), !atOnce));
}

Reply previewSession(Desk& desk, const Asked& asked) {
  const auto checkout = sessionAsked(desk, asked);
  if (!checkout) return tl::make_unexpected(checkout.error());
  const auto cost = desk.engine().previewCheckout(*checkout);
  if (!cost) return problemOf(cost.error());
  return json(checkoutPreviewJson(desk, *checkout, *cost));
}

Reply retrieveSession(Desk& desk, const Asked& asked) {
  const Checkout* checkout = desk.ledger().checkouts.find(asked.params["id"]);
  if (checkout == nullptr) return notFound("Checkout session", asked.params["id"]);
  const Payment* payment = desk.ledger().payments.find(checkout->payment);
  const Customer* customer = desk.ledger().customers.find(checkout->customer);
  return json(
      {{"id"_L1, jsonString(checkout->id)},
       {"created_at"_L1, timeText(checkout->created)},
       {"customer_email"_L1, textOrNull(customer == nullptr ? checkout->email : customer->email)},
       {"customer_name"_L1, textOrNull(customer == nullptr ? checkout->name : customer->name)},
       {"payment_id"_L1, textOrNull(checkout->payment)},
       {"payment_status"_L1, payment == nullptr ? QJsonValue(QJsonValue::Null) : QJsonValue(intentWord(*payment))}});
}

}  // namespace

void addCheckouts(Endpoints& to) {
  to.add("POST", "/checkouts", sessionShape, createSession);
  to.add("POST", "/checkouts/preview", sessionShape, previewSession);
  to.add("GET", "/checkouts/{id}", "", retrieveSession);
}

}  // namespace billing::sandbox::dodo
