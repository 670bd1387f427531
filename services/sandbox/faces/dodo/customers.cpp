// /customers, their payment methods and the portal
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr std::int64_t portalLifeMs = 24LL * 3600 * 1000;

void takeCustomerFields(Customer& customer, const Asked& asked) {
  if (asked.has("name")) customer.name = asked.text("name");
  if (asked.has("email")) customer.email = asked.text("email");
  if (asked.body.contains("phone_number"_L1)) customer.phone = asked.text("phone_number");
  if (asked.has("metadata")) customer.metadata = metadataFrom(asked.body["metadata"_L1]);
}

Reply createCustomer(Desk& desk, const Asked& asked) {
  if (asked.text("email").find('@') == std::string::npos)
    return problem(422, "INVALID_REQUEST_BODY", "email: `" + asked.text("email") + "` is not an email address");
  Customer made;
  made.id = desk.ledger().newId("cus_");
  made.created = desk.now();
  Customer& customer = desk.ledger().customers.add(std::move(made));
  takeCustomerFields(customer, asked);
  desk.engine().tell(What::CustomerCreated, customer.id);
  return json(customerJson(customer));
}

Reply updateCustomer(Desk& desk, const Asked& asked) {
  const auto customer = customerOf(desk, asked.params["id"]);
  if (!customer) return tl::make_unexpected(customer.error());
  takeCustomerFields(**customer, asked);
  desk.ledger().customers.touch((*customer)->id);
  desk.engine().tell(What::CustomerUpdated, (*customer)->id);
  return json(customerJson(**customer));
}

Reply retrieveCustomer(Desk& desk, const Asked& asked) {
  return customerOf(desk, asked.params["id"]).map([](const Customer* customer) {
    return json(customerJson(*customer));
  });
}

Reply listCustomers(Desk& desk, const Asked& asked) {
  return page(
      asked, desk.ledger().customers,
      [&](const Customer& customer) {
        return !customer.deleted && createdWithin(asked, customer.created) &&
               asWanted(asked, "email", customer.email) && asWanted(asked, "name", customer.name);
      },
      customerJson);
}

Reply listPaymentMethods(Desk& desk, const Asked& asked) {
  const auto customer = customerOf(desk, asked.params["id"]);
  if (!customer) return tl::make_unexpected(customer.error());
  QJsonArray methods;
  for (const auto& method : desk.ledger().paymentMethods.all())
    if (method->customer == (*customer)->id) methods.append(paymentMethodJson(*method));
  return items(methods);
}

Reply deletePaymentMethod(Desk& desk, const Asked& asked) {
  auto* method = desk.ledger().paymentMethods.find(asked.params["pm"]);
  if (method == nullptr || method->customer != asked.params["id"])
    return notFound("Payment method", asked.params["pm"]);
  method->customer.clear();
  desk.ledger().paymentMethods.touch(method->id);
  desk.engine().tell(What::PaymentMethodDetached, method->id);
  return nothing(204);
}

Reply createPortal(Desk& desk, const Asked& asked) {
  const auto customer = customerOf(desk, asked.params["id"]);
  if (!customer) return tl::make_unexpected(customer.error());
  PortalSession session;
  session.id = desk.ledger().newId("cps_");
  session.customer = (*customer)->id;
  session.returnUrl = asked.wanted("return_url");
  session.created = desk.now();
  session.expires = {desk.now().ms + portalLifeMs};
  const auto& kept = desk.ledger().portals.add(std::move(session));
  return json({{"link"_L1, jsonString(desk.base() + "/portal/" + kept.id)}});
}

}  // namespace

void addCustomers(Endpoints& to) {
  to.add("GET", "/customers", "created_at_gte:t created_at_lte:t email:s name:s", listCustomers);
  to.add("POST", "/customers", "email!:s name!:s metadata:m phone_number:s", createCustomer);
  to.add("GET", "/customers/{id}", "", retrieveCustomer);
  to.add("PATCH", "/customers/{id}", "email:s name:s metadata:m phone_number:s", updateCustomer);
  to.add("GET", "/customers/{id}/payment-methods", "", listPaymentMethods);
  to.add("DELETE", "/customers/{id}/payment-methods/{pm}", "", deletePaymentMethod);
  to.add("POST", "/customers/{id}/customer-portal/session", "", createPortal);
  for (const char* path :
       {"/customers/{id}/entitlements", "/customers/{id}/entitlement-grants", "/customers/{id}/emails"})
    to.add("GET", path, "", [](Desk&, const Asked&) -> Reply { return items({}); });
}

}  // namespace billing::sandbox::dodo
