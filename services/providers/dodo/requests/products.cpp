#include "providers/dodo/requests.h"
#include "providers/dodo/requests/metadatajson.h"
#include "providers/request/build.h"
#include "providers/request/mark.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {
namespace {

const char* dodoInterval(IntervalUnit unit) {
  switch (unit) {
    case IntervalUnit::Day:
      return "Day";
    case IntervalUnit::Week:
      return "Week";
    case IntervalUnit::Year:
      return "Year";
    case IntervalUnit::Month:
      break;
  }
  return "Month";
}

// SDK 2.52.0 wants neither discount nor parity; the description 1.86.0 wants both.
std::string priceJson(const NewPrice& wanted, const ProductPattern& pattern) {
  JsonBody price;
  price.text("type", wanted.interval ? "recurring_price" : "one_time_price");
  price.text("currency", wanted.amount.currency.code()).number("price", wanted.amount.minor);
  price.number("discount", 0).flag("purchasing_power_parity", false);
  if (wanted.interval) {
    price.number("payment_frequency_count", wanted.interval->count);
    price.text("payment_frequency_interval", dodoInterval(wanted.interval->unit));
    price.number("subscription_period_count", pattern.lastsCount);
    price.text("subscription_period_interval", pattern.lastsInterval);
  }
  return price.str();
}

}  // namespace

ApiRequest product(const std::string& id) {
  return getRequest("/products/" + urlText(id), {}, "read product " + id);
}

ApiRequest createProduct(const NewPrice& wanted, const ProductPattern& pattern) {
  JsonBody body;
  body.text("name", wanted.name).text("tax_category", pattern.taxCategory);
  body.value("price", priceJson(wanted, pattern));
  addMetadata(body, marked({}, wanted.operation));
  return jsonRequest("POST", "/products", body, "create product " + wanted.name);
}

ApiRequest archiveProduct(const std::string& id) {
  ApiRequest request = getRequest("/products/" + urlText(id), {}, "take product " + id + " off sale");
  request.method = "DELETE";
  return repeatable(std::move(request));
}

}  // namespace billing::providers::dodo::request
