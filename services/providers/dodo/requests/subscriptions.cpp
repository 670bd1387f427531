#include "providers/dodo/requests.h"
#include "providers/dodo/requests/metadatajson.h"
#include "providers/request/build.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {
namespace {

std::string subscriptionPath(const std::string& id) {
  return "/subscriptions/" + urlText(id);
}

}  // namespace

ApiRequest subscription(const std::string& id) {
  return getRequest(subscriptionPath(id), {}, "read subscription " + id);
}

ApiRequest createSubscription(const NewSubscription& wanted) {
  JsonBody body;
  body.value("customer", JsonBody().text("customer_id", wanted.customer).str());
  body.text("product_id", wanted.product).number("quantity", wanted.quantity);
  body.value("billing", JsonBody().text("country", wanted.country).str());
  body.given("payment_method_id", wanted.paymentMethod);
  // Without a trial of its own it gets the product's.
  if (wanted.trialDays > 0) body.number("trial_period_days", wanted.trialDays);
  addMetadata(body, wanted.metadata);
  return jsonRequest("POST", "/subscriptions", body, "subscribe " + wanted.customer + " to " + wanted.product);
}

}  // namespace billing::providers::dodo::request
