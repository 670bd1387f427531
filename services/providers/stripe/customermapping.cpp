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

void readCheckout(const JsonObject& object, BillingEvent& event) {
  mentionCustomer(object, event);
  const JsonObject details = object.object("customer_details");
  if (!event.customers.empty() && event.customers.front().snapshot == Snapshot::Hint) {
    event.customers.front().name = details.maybeText("name");
    event.customers.front().email = details.maybeText("email");
  }
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
