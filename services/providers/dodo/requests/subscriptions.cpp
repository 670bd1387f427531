#include "providers/dodo/requests.h"
#include "providers/dodo/requests/metadatajson.h"
#include "providers/request/build.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {
namespace {

std::string subscriptionPath(const std::string& id) {
  return "/subscriptions/" + urlText(id);
}

ApiRequest setStatus(const std::string& id, const char* status, std::string what) {
  return jsonRequest("PATCH", subscriptionPath(id), JsonBody().text("status", status), std::move(what));
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

ApiRequest cancelAtPeriodEnd(const std::string& id, bool yes) {
  const std::string what = yes ? "cancel " + id + " at the end of its period" : "keep " + id + " after all";
  return repeatable(
      jsonRequest("PATCH", subscriptionPath(id), JsonBody().flag("cancel_at_next_billing_date", yes), what));
}

ApiRequest cancelNow(const std::string& id) {
  return setStatus(id, "cancelled", "cancel " + id);
}

ApiRequest pause(const std::string& id) {
  return setStatus(id, "paused", "pause " + id);
}

ApiRequest resume(const std::string& id) {
  return setStatus(id, "active", "resume " + id);
}

}  // namespace billing::providers::dodo::request
