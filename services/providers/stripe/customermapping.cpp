#include <algorithm>

#include "providers/stripe/objects.h"

namespace billing::providers::stripe {

void readCustomer(const JsonObject& object, BillingEvent& event) {
  CustomerState state;
  state.externalId = object.required("id");
  state.name = object.nullableText("name");
  if (const auto business = object.maybeText("business_name"); business && state.name.value_or(std::string()).empty()) {
    state.name = business;
  }
  state.email = object.nullableText("email");
  state.createdAt = object.seconds("created");
  state.deleted = event.providerType == "customer.deleted" || object.flag("deleted");
  event.customerExternalId = state.externalId;
  event.subject = state.externalId;
  event.customers.push_back(std::move(state));
}

void mentionCustomer(const JsonObject& object, BillingEvent& event) {
  event.customerExternalId = object.id("customer");
  if (event.customerExternalId.empty()) return;
  CustomerState state;
  state.snapshot = Snapshot::Hint;
  state.externalId = event.customerExternalId;
  const JsonObject expanded = object.object("customer");
  if (expanded.exists() && !expanded.flag("deleted")) {
    state.snapshot = Snapshot::Part;
    state.name = expanded.nullableText("name");
    state.email = expanded.nullableText("email");
    state.createdAt = expanded.seconds("created");
  }
  event.customers.push_back(std::move(state));
}

void addMetadata(const JsonObject& object, BillingEvent& event) {
  for (auto& entry : object.object("metadata").texts()) {
    const bool known = std::ranges::any_of(event.metadata, [&](const auto& held) { return held.first == entry.first; });
    if (!known) event.metadata.push_back(std::move(entry));
  }
}

namespace {

// A session of one payment tells which, and how much: at second hand, since the payment has events of its own.
void mentionPaymentOf(const JsonObject& session, BillingEvent& event) {
  PaymentState payment;
  payment.snapshot = Snapshot::Hint;
  payment.externalId = session.id("payment_intent");
  if (payment.externalId.empty()) return;
  payment.customerExternalId = event.customerExternalId;
  const std::string word = session.text("payment_status");
  payment.status = word == "paid" || word == "no_payment_required" ? "succeeded" : "processing";
  if (session.has("amount_total") && session.has("currency"))
    payment.amount = session.money("amount_total", "currency");
  event.payments.push_back(std::move(payment));
}

}  // namespace

void readCheckout(const JsonObject& object, BillingEvent& event) {
  mentionCustomer(object, event);
  const JsonObject details = object.object("customer_details");
  if (!event.customers.empty() && event.customers.front().snapshot == Snapshot::Hint) {
    event.customers.front().name = details.maybeText("name");
    event.customers.front().email = details.maybeText("email");
  }
  addMetadata(object, event);
  if (const auto own = object.maybeText("client_reference_id"); own && !own->empty())
    event.metadata.emplace_back("client_reference_id", *own);
  mentionPaymentOf(object, event);
  for (const char* key : {"subscription", "payment_intent", "id"}) {
    if (event.subject.empty()) event.subject = object.id(key);
  }
}

void readOther(const JsonObject& object, BillingEvent& event) {
  event.customerExternalId = object.id("customer");
  for (const char* key : {"subscription", "id"}) {
    if (event.subject.empty()) event.subject = object.id(key);
  }
}

}  // namespace billing::providers::stripe
