#include "providers/request/mark.h"
#include "providers/stripe/requests.h"
#include "providers/stripe/requests/form.h"

namespace billing::providers::stripe::request {
namespace {

FormValue discountForm(const CheckoutDiscount& discount) {
  FormValue form;
  form.setUnlessEmpty("promotion_code", discount.promotionCode).setUnlessEmpty("coupon", discount.coupon);
  const bool none = discount.promotionCode.empty() && discount.coupon.empty();
  return none ? FormValue() : FormValue().add(form);
}

// What the team knows of the buyer goes to what lasts: the subscription, or the payment.
void addPurpose(FormValue& form, const CheckoutOrder& order) {
  FormValue data;
  data.set("metadata", formOf(order.metadata));
  if (order.recurring && order.trialDays > 0) data.set("trial_period_days", order.trialDays);
  const bool empty = order.metadata.empty() && (!order.recurring || order.trialDays <= 0);
  form.set("mode", order.recurring ? "subscription" : "payment");
  if (!empty) form.set(order.recurring ? "subscription_data" : "payment_intent_data", data);
}

}  // namespace

ApiRequest promotionCode(const std::string& code) {
  FormValue form;
  form.set("code", code).set("active", true).set("limit", 1);
  return formQuery("/v1/promotion_codes", form, "look up a discount code");
}

ApiRequest promotionCodes(const std::string& code) {
  return formQuery("/v1/promotion_codes", FormValue().set("code", code).set("limit", 100), "look up a discount code");
}

ApiRequest createCheckout(const CheckoutOrder& order, const CheckoutDiscount& discount, const std::string& key) {
  FormValue form;
  addPurpose(form, order);
  form.set("line_items", FormValue().add(FormValue().set("price", order.product).set("quantity", order.quantity)));
  form.setUnlessEmpty("success_url", order.successUrl).setUnlessEmpty("cancel_url", order.cancelUrl);
  form.setUnlessEmpty("customer", order.customer);
  if (order.customer.empty()) form.setUnlessEmpty("customer_email", order.email);
  if (order.allowDiscountCodes.value_or(false)) form.set("allow_promotion_codes", true);
  form.set("discounts", discountForm(discount)).set("metadata", formOf(marked(order.metadata, order.idempotencyKey)));
  return formRequest("/v1/checkout/sessions", form, key, "open a checkout for " + order.product);
}

ApiRequest checkout(const std::string& id) {
  return formQuery(pathOf("checkout/sessions", id), {}, "read checkout " + id);
}

ApiRequest createPortal(const std::string& customer, const std::string& returnUrl, const std::string& key) {
  FormValue form;
  form.set("customer", customer).setUnlessEmpty("return_url", returnUrl);
  return repeatable(formRequest("/v1/billing_portal/sessions", form, key, "open the portal of " + customer));
}

}  // namespace billing::providers::stripe::request
