// /payments: one-off payments are made here; those of subscriptions are only read.
#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/hostedpage.h"
#include "sandbox/faces/dodo/lineitems.h"
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr int retriesAllowed = 3;

constexpr const char* paymentShape =
    "billing!:" DODO_ADDRESS_SHAPE " customer!:" DODO_CUSTOMER_SHAPE
    " product_cart!:[product_id!:s quantity!:n amount:n] billing_currency:c discount_code:s discount_codes:[s] "
    "metadata:m "
    "payment_link:b payment_method_id:s return_url:s tax_id:s customer_business_name:s";

Outcome<CartLine> cartLine(Desk& desk, const QJsonObject& asked) {
  const auto product = productOf(desk, stdText(asked["product_id"_L1]));
  if (!product) return tl::make_unexpected(product.error());
  const Price* price = priceOf(desk, **product);
  const std::int64_t quantity = asked["quantity"_L1].toInteger();
  if (quantity < 1) return problem(422, "INVALID_QUANTITY", "quantity must be at least 1");
  if (!(*product)->active) return problem(422, "PRODUCT_IS_DELETED", "Product " + (*product)->id + " is archived");
  if (price == nullptr || price->interval)
    return problem(422, "INVALID_REQUEST_PARAMETERS", "Product " + (*product)->id + " is not a one-time product");
  const std::int64_t each = asked["amount"_L1].isDouble() ? asked["amount"_L1].toInteger() : price->unit.minor;
  return CartLine{(*product)->id, price->id, quantity, each * quantity, 0, 0};
}

Outcome<Payment> paymentAsked(Desk& desk, const Asked& asked, const Customer& customer) {
  Payment payment;
  const QJsonArray cart = asked.body["product_cart"_L1].toArray();
  if (cart.isEmpty()) return problem(422, "PRODUCT_CART_EMPTY", "product_cart must not be empty");
  for (const auto& one : cart) {
    auto line = cartLine(desk, one.toObject());
    if (!line) return tl::make_unexpected(line.error());
    payment.amount.minor += line->amountMinor;
    payment.amount.currency = desk.ledger().prices.find(line->price)->unit.currency;
    payment.cart.push_back(std::move(*line));
  }
  payment.customer = customer.id;
  payment.metadata = metadataFrom(asked.body["metadata"_L1]);
  payment.created = payment.updated = desk.now();
  payment.id = desk.ledger().newId("pay_");
  return payment;
}

QJsonObject paymentReply(Desk& desk, const Asked& asked, Payment& payment) {
  QJsonObject json{{"client_secret"_L1, jsonString(payment.id + "_secret")},
                   {"customer"_L1, customerShortJson(desk, payment.customer)},
                   {"metadata"_L1, metadataJson(payment.metadata)},
                   {"payment_id"_L1, jsonString(payment.id)},
                   {"total_amount"_L1, jsonInteger(payment.amount.minor)},
                   {"discount_id"_L1, QJsonValue::Null},
                   {"expires_on"_L1, QJsonValue::Null},
                   {"payment_link"_L1, QJsonValue::Null},
                   {"product_cart"_L1, asked.body["product_cart"_L1]}};
  if (payment.status == "succeeded" || !asked.body["payment_link"_L1].toBool()) return json;
  const Checkout& checkout = openPageFor(desk, payment, asked.text("return_url"));
  json["payment_link"_L1] = jsonString(payAddress(desk, checkout.id));
  json["expires_on"_L1] = timeText(checkout.expires);
  return json;
}

Reply createPayment(Desk& desk, const Asked& asked) {
  const auto customer = customerAsked(desk, asked.body["customer"_L1].toObject());
  if (!customer) return tl::make_unexpected(customer.error());
  auto payment = paymentAsked(desk, asked, **customer);
  if (!payment) return tl::make_unexpected(payment.error());
  const std::string card = asked.text("payment_method_id");
  if (!card.empty())
    if (auto own = ownCard(desk, card, (*customer)->id); !own) return tl::make_unexpected(own.error());
  takeBilling(desk, **customer, asked.body["billing"_L1]);
  const std::string id = desk.ledger().payments.add(std::move(*payment)).id;
  desk.engine().tell(What::PaymentCreated, id);
  if (!card.empty())
    if (auto paid = desk.engine().confirm(id, card); !paid) return problemOf(paid.error());
  return json(paymentReply(desk, asked, *desk.ledger().payments.find(id)));
}

bool isOfProduct(Desk& desk, const Asked& asked, const Payment& payment) {
  const std::string wanted = asked.wanted("product_id");
  if (wanted.empty()) return true;
  for (const auto& line : payment.cart)
    if (line.product == wanted || productIdOfPrice(desk, line.price) == wanted) return true;
  return false;
}

Reply listPayments(Desk& desk, const Asked& asked) {
  return page(
      asked, desk.ledger().payments,
      [&](const Payment& one) {
        return asWanted(asked, "status", intentWord(one).toStdString()) &&
               asWanted(asked, "customer_id", one.customer) && asWanted(asked, "subscription_id", one.subscription) &&
               asWanted(asked, "currency", one.amount.currency.code()) &&
               asWanted(asked, "brand_id", brandId.latin1()) && createdWithin(asked, one.created) &&
               isOfProduct(desk, asked, one);
      },
      [&](const Payment& one) { return paymentRowJson(desk, one); });
}

Reply retrievePayment(Desk& desk, const Asked& asked) {
  return paymentOf(desk, asked.params["id"]).map([&](const Payment* one) { return json(paymentJson(desk, *one)); });
}

Reply listLineItems(Desk& desk, const Asked& asked) {
  const auto payment = paymentOf(desk, asked.params["id"]);
  if (!payment) return tl::make_unexpected(payment.error());
  return json({{"currency"_L1, codeText((*payment)->amount.currency)}, {"items"_L1, lineItemsJson(desk, **payment)}});
}

bool canRetry(const Payment& payment) {
  return intentWord(payment) == "failed"_L1 && payment.retry < retriesAllowed;
}

Reply retryState(Desk& desk, const Asked& asked) {
  return paymentOf(desk, asked.params["id"]).map([](const Payment* payment) {
    const bool can = canRetry(*payment);
    return json({{"can_retry"_L1, can},
                 {"sends_allowed"_L1, retriesAllowed},
                 {"sends_used"_L1, payment->retry},
                 {"reason"_L1, can ? QJsonValue(QJsonValue::Null) : QJsonValue("The payment has not failed"_L1)},
                 {"retry_available_at"_L1, QJsonValue::Null}});
  });
}

Reply retryPayment(Desk& desk, const Asked& asked) {
  const auto found = paymentOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  if (!canRetry(**found))
    return problem(422, "SUBSCRIPTION_PAYMENT_RETRY_LIMIT_EXCEEDED", "This payment cannot be tried again");
  const std::string id = (*found)->id;
  const int attempt = ++(*found)->retry;
  desk.ledger().payments.touch(id);
  const auto tried = desk.engine().confirm(id);
  if (!tried) return problemOf(tried.error());
  const Payment& payment = **tried;
  return json({{"invoice_id"_L1, jsonString(payment.invoice)},
               {"is_manual_retry"_L1, true},
               {"payment_id"_L1, jsonString(payment.id)},
               {"retry_attempt"_L1, attempt},
               {"sends_allowed"_L1, retriesAllowed},
               {"sends_used"_L1, attempt},
               {"retry_available_at"_L1, QJsonValue::Null},
               {"status"_L1, intentWord(payment)}});
}

}  // namespace

void addPayments(Endpoints& to) {
  to.add("GET", "/payments",
         "status:(succeeded|failed|cancelled|processing|requires_customer_action|requires_merchant_action|"
         "requires_payment_method|requires_confirmation|requires_capture|partially_captured|"
         "partially_captured_and_capturable) customer_id:s subscription_id:s currency:c brand_id:s product_id:s "
         "created_at_gte:t created_at_lte:t",
         listPayments);
  to.add("POST", "/payments", paymentShape, createPayment);
  to.add("GET", "/payments/{id}", "", retrievePayment);
  to.add("GET", "/payments/{id}/line-items", "", listLineItems);
  to.add("GET", "/payments/{id}/retry", "", retryState);
  to.add("POST", "/payments/{id}/retry", "", retryPayment);
}

}  // namespace billing::sandbox::dodo
