#include "providers/dodo/requests.h"
#include "providers/dodo/requests/metadatajson.h"
#include "providers/request/build.h"
#include "providers/request/mark.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {
namespace {

std::string buyerJson(const CheckoutOrder& order) {
  if (!order.customer.empty()) return JsonBody().text("customer_id", order.customer).str();
  return JsonBody().text("email", order.email).given("name", order.name).str();
}

std::string cartJson(const CheckoutOrder& order) {
  return JsonList().add(JsonBody().text("product_id", order.product).number("quantity", order.quantity).str()).str();
}

}  // namespace

ApiRequest createCheckout(const CheckoutOrder& order) {
  JsonBody body;
  body.value("product_cart", cartJson(order));
  if (!order.customer.empty() || !order.email.empty()) body.value("customer", buyerJson(order));
  body.given("return_url", order.successUrl).given("cancel_url", order.cancelUrl);
  body.given("discount_code", order.discountCode);
  if (order.allowDiscountCodes)
    body.value("feature_flags", JsonBody().flag("allow_discount_code", *order.allowDiscountCodes).str());
  if (order.recurring && order.trialDays > 0) {
    body.value("subscription_data", JsonBody().number("trial_period_days", order.trialDays).str());
  }
  addMetadata(body, marked(order.metadata, order.idempotencyKey));
  return jsonRequest("POST", "/checkouts", body, "open a checkout for " + order.product);
}

ApiRequest checkout(const std::string& id) {
  return getRequest("/checkouts/" + urlText(id), {}, "read checkout " + id);
}

}  // namespace billing::providers::dodo::request
