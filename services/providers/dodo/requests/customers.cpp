#include "providers/dodo/requests.h"
#include "providers/dodo/requests/metadatajson.h"
#include "providers/request/build.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {

ApiRequest customer(const std::string& id) {
  return getRequest("/customers/" + urlText(id), {}, "read customer " + id);
}

ApiRequest createCustomer(const NewCustomer& wanted) {
  JsonBody body;
  body.text("email", wanted.email).text("name", wanted.name);
  addMetadata(body, wanted.metadata);
  return jsonRequest("POST", "/customers", body, "create a customer");
}

ApiRequest paymentMethods(const std::string& customer) {
  return getRequest("/customers/" + urlText(customer) + "/payment-methods", {},
                    "list the payment methods of " + customer);
}

// The link is made anew each time and costs nothing.
ApiRequest createPortal(const std::string& customer, const std::string& returnUrl) {
  ApiRequest request;
  request.method = "POST";
  request.path = "/customers/" + urlText(customer) + "/customer-portal/session";
  request.query = QueryText().add("send_email", "false").given("return_url", returnUrl).str();
  request.what = "open the portal of " + customer;
  return repeatable(std::move(request));
}

}  // namespace billing::providers::dodo::request
