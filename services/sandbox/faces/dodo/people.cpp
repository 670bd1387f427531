#include "sandbox/faces/dodo/people.h"

#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

Customer* customerByEmail(Desk& desk, const std::string& email) {
  for (const auto& customer : desk.ledger().customers.all())
    if (!customer->deleted && customer->email == email) return customer.get();
  return nullptr;
}

Customer& addCustomer(Desk& desk, const QJsonObject& request) {
  Customer customer;
  customer.id = desk.ledger().newId("cus_");
  customer.email = stdText(request["email"_L1]);
  customer.name = stdText(request["name"_L1]);
  customer.phone = stdText(request["phone_number"_L1]);
  customer.created = desk.now();
  Customer& kept = desk.ledger().customers.add(std::move(customer));
  desk.engine().tell(What::CustomerCreated, kept.id);
  return kept;
}

}  // namespace

Outcome<Customer*> customerOf(Desk& desk, const std::string& id) {
  Customer* customer = desk.ledger().customers.find(id);
  if (customer == nullptr || customer->deleted) return notFound("Customer", id);
  return customer;
}

Outcome<Customer*> customerAsked(Desk& desk, const QJsonObject& request) {
  const std::string id = stdText(request["customer_id"_L1]);
  if (!id.empty()) return customerOf(desk, id);
  if (stdText(request["email"_L1]).empty())
    return problem(422, "INVALID_REQUEST_BODY",
                   "Failed to deserialize the JSON body into the target type: customer: data did not match any variant "
                   "of untagged enum CustomerRequest: missing field `email`");
  Customer* known = customerByEmail(desk, stdText(request["email"_L1]));
  if (known != nullptr && !request["create_new_customer"_L1].toBool()) return known;
  return &addCustomer(desk, request);
}

std::string customerIdByEmail(Desk& desk, const std::string& email) {
  const Customer* customer = customerByEmail(desk, email);
  return customer == nullptr ? std::string() : customer->id;
}

Outcome<Subscription*> subscriptionOf(Desk& desk, const std::string& id) {
  Subscription* subscription = desk.ledger().subscriptions.find(id);
  if (subscription == nullptr) return notFound("Subscription", id);
  return subscription;
}

Outcome<Payment*> paymentOf(Desk& desk, const std::string& id) {
  Payment* payment = desk.ledger().payments.find(id);
  if (payment == nullptr) return notFound("Payment", id);
  return payment;
}

}  // namespace billing::sandbox::dodo
