#include "providers/dodo/requests.h"
#include "providers/dodo/requests/metadatajson.h"
#include "providers/request/build.h"
#include "providers/request/mark.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {
namespace {

std::string itemsJson(const std::vector<RefundItem>& items) {
  JsonList list;
  for (const RefundItem& item : items) {
    JsonBody json;
    json.text("item_id", item.id).number("amount", item.amountMinor).flag("tax_inclusive", true);
    list.add(json.str());
  }
  return list.str();
}

}  // namespace

ApiRequest payment(const std::string& id) {
  return getRequest("/payments/" + urlText(id), {}, "read payment " + id);
}

ApiRequest lineItems(const std::string& payment) {
  return getRequest("/payments/" + urlText(payment) + "/line-items", {}, "list the lines of payment " + payment);
}

ApiRequest invoicePdf(const std::string& payment) {
  ApiRequest request = getRequest("/invoices/payments/" + urlText(payment), {}, "fetch the invoice of " + payment);
  request.accept = "application/pdf";
  return request;
}

ApiRequest refund(const std::string& id) {
  return getRequest("/refunds/" + urlText(id), {}, "read refund " + id);
}

ApiRequest refund(const RefundOrder& order, const std::vector<RefundItem>& items) {
  JsonBody body;
  body.text("payment_id", order.payment).given("reason", order.reason);
  if (!items.empty()) body.value("items", itemsJson(items));
  // Dodo honours no key, but keeps what it is told: so a refund of which nobody knows can be found again.
  addMetadata(body, marked({}, order.idempotencyKey));
  return jsonRequest("POST", "/refunds", body, "refund payment " + order.payment);
}

}  // namespace billing::providers::dodo::request
