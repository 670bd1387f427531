#include "providers/dodo/answers.h"
#include "providers/dodo/objects.h"

namespace billing::providers::dodo {
namespace {

// Usage-based prices have a fixed part; the price of a list's item may stand beside the product's own fields.
void readPriceDetail(const JsonObject& price, PriceState& state) {
  const char* amount = price.has("fixed_price") ? "fixed_price" : "price";
  if (price.has(amount) && price.has("currency")) state.amount = price.money(amount, "currency");
  if (price.text("type") != "one_time_price") {
    state.interval = readInterval(price, "payment_frequency_interval", "payment_frequency_count");
  }
}

void readProduct(const JsonObject& data, BillingEvent& event) {
  PriceState state;
  state.productId = data.required("product_id");
  state.priceId = state.productId;
  state.name = data.maybeText("name");
  if (data.holdsObject("price_detail")) {
    readPriceDetail(data.object("price_detail"), state);
  } else if (data.holdsObject("price")) {
    readPriceDetail(data.object("price"), state);
  } else if (data.has("price") && data.has("currency")) {
    state.amount = data.money("price", "currency");
  }
  event.subject = state.productId;
  event.metadata = data.object("metadata").texts();
  event.prices.push_back(std::move(state));
}

void readWholeCustomer(const JsonObject& data, BillingEvent& event) {
  CustomerState state;
  state.externalId = data.required("customer_id");
  state.name = data.nullableText("name");
  state.email = data.nullableText("email");
  state.createdAt = data.iso("created_at");
  event.customerExternalId = state.externalId;
  event.subject = state.externalId;
  event.metadata = data.object("metadata").texts();
  event.customers.push_back(std::move(state));
}

// Without an event there is no word but the payment's own, and no time but that of its making: lists tell no other, and
// the same payment must not look paid at two times.
void readKeptPayment(const JsonObject& data, BillingEvent& event) {
  event.occurredAt = data.iso("created_at").value_or(event.occurredAt);
  readPayment(data, event);
  PaymentState& payment = event.payments.back();
  if (payment.status.empty()) payment.status = "processing";
}

}  // namespace

ObjectKind productKind() {
  return {Provider::Dodo, readProduct, &shapes(), "Product", "product_id"};
}

ObjectKind customerKind() {
  return {Provider::Dodo, readWholeCustomer, &shapes(), "Customer", "customer_id"};
}

ObjectKind subscriptionKind() {
  return {Provider::Dodo, readSubscription, &shapes(), "Subscription", "subscription_id"};
}

ObjectKind paymentKind() {
  return {Provider::Dodo, readKeptPayment, &shapes(), "Payment", "payment_id"};
}

ObjectKind invoiceKind() {
  return {Provider::Dodo, readKeptPayment, &shapes(), "Payment", "invoice_id"};
}

ObjectKind refundKind() {
  return {Provider::Dodo, readRefund, &shapes(), "Refund", "refund_id"};
}

ObjectKind disputeKind() {
  return {Provider::Dodo, readDispute, &shapes(), "Dispute", "dispute_id"};
}

}  // namespace billing::providers::dodo
