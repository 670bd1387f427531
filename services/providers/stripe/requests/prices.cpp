#include "providers/request/mark.h"
#include "providers/stripe/requests.h"
#include "providers/stripe/requests/form.h"

namespace billing::providers::stripe::request {

ApiRequest createPrice(const NewPrice& wanted, const std::string& key) {
  FormValue form;
  form.set("currency", lowerCode(wanted.amount.currency)).set("unit_amount", wanted.amount.minor);
  if (wanted.interval) {
    form.set(
        "recurring",
        FormValue().set("interval", toString(wanted.interval->unit)).set("interval_count", wanted.interval->count));
  }
  if (wanted.product.empty()) {
    form.set("product_data", FormValue().set("name", wanted.name));
  } else {
    form.set("product", wanted.product).set("nickname", wanted.name);
  }
  form.set("metadata", formOf(marked({}, wanted.operation))).set("expand", expanding({"product"}));
  return formRequest("/v1/prices", form, key, "create price " + wanted.name);
}

ApiRequest archivePrice(const std::string& price, const std::string& key) {
  return repeatable(
      formRequest(pathOf("prices", price), FormValue().set("active", false), key, "take price " + price + " off sale"));
}

}  // namespace billing::providers::stripe::request
