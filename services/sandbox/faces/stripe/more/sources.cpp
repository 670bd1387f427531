// Customer sources: cards as they were before payment methods. The same card, seen the old way.
#include "sandbox/faces/stripe/more/parts.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

std::string brandName(const std::string& brand) {
  if (brand == "visa") return "Visa";
  if (brand == "mastercard") return "MasterCard";
  return brand == "amex" ? "American Express" : brand;
}

QJsonObject sourceObject(const Desk& desk, const PaymentMethod& method) {
  Json out(shape("card"));
  out("id", method.id)("brand", brandName(method.brand))("country", method.country)("customer", method.customer);
  out("exp_month", method.expMonth)("exp_year", method.expYear)("last4", method.lastFour);
  out("fingerprint", "fp" + method.lastFour + method.brand)("metadata", method.metadata)("name", orNull(method.holder));
  (void)desk;
  return out;
}

Reply createSource(Request& r) {
  const auto* customer = r.named(r.ledger.customers, "customer");
  if (!customer) return r.refused();
  const auto source = r.in().required("source");
  if (r.problem) return r.refused();
  const auto* method = methodNamed(r, r.id(), source, "source");
  if (r.problem) return r.refused();
  const auto id = method->id;
  tellOf(r, id, "card", "customer.source.created");
  return r.desk.draw("card", id);
}

PaymentMethod* sourceNamed(Request& r) {
  auto* method = r.ledger.paymentMethods.find(r.ids.at(1));
  if (method && method->customer == r.id()) return method;
  r.problem = noSuch("source", r.ids.at(1), "id");
  return nullptr;
}

Reply getSource(Request& r) {
  const auto* method = sourceNamed(r);
  return method ? r.desk.draw("card", method->id) : Reply(r.refused());
}

Reply updateSource(Request& r) {
  auto* method = sourceNamed(r);
  if (!method) return r.refused();
  const auto in = r.in();
  in.into("metadata", method->metadata);
  in.into("name", method->holder);
  method->expMonth = static_cast<int>(in.integer("exp_month").value_or(method->expMonth));
  method->expYear = static_cast<int>(in.integer("exp_year").value_or(method->expYear));
  if (r.problem) return r.refused();
  const auto id = method->id;
  r.ledger.paymentMethods.touch(id);
  tellOf(r, id, "card", "customer.source.updated");
  return r.desk.draw("card", id);
}

Reply deleteSource(Request& r) {
  auto* method = sourceNamed(r);
  if (!method) return r.refused();
  const auto id = method->id;
  tellOf(r, id, "card", "customer.source.deleted");
  auto* customer = r.ledger.customers.find(r.id());
  if (customer && customer->paymentMethod == id) {
    customer->paymentMethod.clear();
    r.ledger.customers.touch(customer->id);
  }
  method->customer.clear();
  r.ledger.paymentMethods.touch(id);
  return deletedStub("card", id);
}

Reply listSources(Request& r) {
  if (!r.named(r.ledger.customers, "customer")) return r.refused();
  return listed(
      r, r.ledger.paymentMethods, "source", [&](const PaymentMethod& one) { return one.customer == r.id(); },
      [&](const PaymentMethod& one) { return sourceObject(r.desk, one); });
}

}  // namespace

void registerSources(Desk& desk) {
  desk.objects.add("card", drawFrom(desk, &Ledger::paymentMethods,
                                    [&desk](const PaymentMethod& one) { return sourceObject(desk, one); }));
  desk.objects.field("default_source", "card");
  const auto cardFields =
      "address_city address_country address_line1 address_line2 address_state address_zip exp_month exp_year metadata "
      "name";
  desk.routes.addList("/v1/customers/{id}/sources", "object", listSources);
  desk.routes.add("GET", "/v1/customers/{id}/sources/{card}", "", getSource);
  desk.routes.add("POST", "/v1/customers/{id}/sources", "metadata source validate", createSource);
  desk.routes.add("POST", "/v1/customers/{id}/sources/{card}", cardFields, updateSource);
  desk.routes.add("DELETE", "/v1/customers/{id}/sources/{card}", "", deleteSource);
}

}  // namespace billing::sandbox::stripe
