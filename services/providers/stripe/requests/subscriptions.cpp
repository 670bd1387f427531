#include "providers/stripe/requests.h"
#include "providers/stripe/requests/form.h"

namespace billing::providers::stripe::request {

ApiRequest customer(const std::string& id) {
  return formQuery(pathOf("customers", id), {}, "read customer " + id);
}

ApiRequest createCustomer(const NewCustomer& wanted, const std::string& key) {
  FormValue form;
  form.setUnlessEmpty("name", wanted.name).setUnlessEmpty("email", wanted.email);
  form.set("metadata", formOf(wanted.metadata));
  return formRequest("/v1/customers", form, key, "create a customer");
}

ApiRequest paymentMethods(const std::string& customer) {
  return formQuery(pathOf("customers", customer) + "/payment_methods", FormValue().set("limit", 1),
                   "list the payment methods of " + customer);
}

ApiRequest subscription(const std::string& id) {
  FormValue form;
  form.set("expand", expanding({"customer", "discounts.promotion_code", "discounts.source.coupon"}));
  return formQuery(pathOf("subscriptions", id), form, "read subscription " + id);
}

ApiRequest createSubscription(const NewSubscription& wanted, const std::string& key) {
  FormValue form;
  form.set("customer", wanted.customer);
  form.set("items", FormValue().add(FormValue().set("price", wanted.product).set("quantity", wanted.quantity)));
  if (wanted.trialDays > 0) form.set("trial_period_days", wanted.trialDays);
  form.setUnlessEmpty("default_payment_method", wanted.paymentMethod);
  form.set("metadata", formOf(wanted.metadata));
  return formRequest("/v1/subscriptions", form, key, "subscribe " + wanted.customer + " to " + wanted.product);
}

}  // namespace billing::providers::stripe::request
