#include "providers/dodo/answers.h"

namespace billing::providers::dodo {

Result<CheckoutLink> readCreatedCheckout(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    CheckoutLink link;
    link.id = root.required("session_id");
    link.url = root.text("checkout_url");
    link.payment = root.text("payment_id");
    link.status = "open";
    return link;
  });
}

// Which subscription it made, only its payment tells.
Result<CheckoutLink> readCheckout(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    CheckoutLink link;
    link.id = root.required("id");
    link.payment = root.text("payment_id");
    link.status = root.text("payment_status");
    if (link.status.empty()) link.status = "open";
    return link;
  });
}

Result<std::string> readPortal(std::string_view body) {
  return readBody(body, [](const JsonObject& root) { return root.required("link"); });
}

}  // namespace billing::providers::dodo
