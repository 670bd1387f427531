// Payment methods: cards, made from the published test numbers and tokens.
#include "sandbox/engine/testcards.h"
#include "sandbox/faces/stripe/cards.h"
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/listing.h"
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

void readBilling(const Reader& in, PaymentMethod& method) {
  const auto details = in.at("billing_details");
  details.into("name", method.holder);
  details.into("email", method.email);
  details.into("address", method.address);
  in.into("metadata", method.metadata);
  const auto card = in.at("card");
  method.expMonth = static_cast<int>(card.integer("exp_month").value_or(method.expMonth));
  method.expYear = static_cast<int>(card.integer("exp_year").value_or(method.expYear));
  if (method.expMonth < 1 || method.expMonth > 12)
    in.refuse(cardRefusal("invalid_expiry_month", {}, "Your card's expiration month is invalid."));
}

Reply unknownCard(const std::string& param) {
  auto refusal = cardRefusal("incorrect_number", {}, "Your card number is incorrect.");
  refusal.param = param;
  return refuse(refusal);
}

Reply createMethod(Request& r) {
  const auto in = r.in();
  const auto type = in.has("type") ? in.text("type") : "card";
  if (type == "sepa_debit") return createBankDebit(r);
  if (type != "card") in.refuse(invalid("The sandbox knows cards and SEPA debits only, not " + type + ".", "type"));
  const auto card = in.at("card");
  const auto name = card.has("token") ? card.text("token") : card.required("number");
  PaymentMethod details;
  readBilling(in, details);
  if (r.problem) return r.refused();
  if (!testCard(name)) return unknownCard(card.has("token") ? "card[token]" : "card[number]");
  const auto made = r.engine.addCard({}, name);
  if (!made) return refuse(refusalOf(made.error()));
  auto& method = **made;
  readBilling(in, method);
  r.ledger.paymentMethods.touch(method.id);
  return drawPaymentMethod(r.desk, method);
}

Reply updateMethod(Request& r) {
  auto* method = r.named(r.ledger.paymentMethods, "PaymentMethod");
  if (!method) return r.refused();
  auto changed = *method;
  readBilling(r.in(), changed);
  if (r.problem) return r.refused();
  *method = changed;
  r.ledger.paymentMethods.touch(method->id);
  r.engine.tell(What::PaymentMethodUpdated, method->id);
  return drawPaymentMethod(r.desk, *method);
}

Reply attachMethod(Request& r) {
  const auto in = r.in();
  in.required("customer");
  const auto* customer = r.given(r.ledger.customers, in, "customer", "customer");
  if (!customer) return r.refused();
  const auto* method = attachCard(r, r.id(), customer->id, "payment_method");
  if (!method) return r.refused();
  return drawPaymentMethod(r.desk, *method);
}

Reply detachMethod(Request& r) {
  auto* method = r.named(r.ledger.paymentMethods, "PaymentMethod");
  if (!method) return r.refused();
  if (method->customer.empty())
    return refuse(
        invalid("The payment method you provided is not attached to a customer so detachment is impossible."));
  if (auto* customer = r.ledger.customers.find(method->customer); customer && customer->paymentMethod == method->id)
    customer->paymentMethod.clear(), r.ledger.customers.touch(customer->id);
  r.engine.tell(What::PaymentMethodDetached, method->id);
  method->customer.clear();
  r.ledger.paymentMethods.touch(method->id);
  return drawPaymentMethod(r.desk, *method);
}

Reply listMethods(Request& r, const std::string& customer) {
  const auto type = r.in().text("type");
  const auto keep = [&](const PaymentMethod& method) {
    return !method.customer.empty() && (customer.empty() || method.customer == customer) &&
           (type.empty() || type == "card");
  };
  return listed(r, r.ledger.paymentMethods, "PaymentMethod", keep,
                [&](const PaymentMethod& method) { return drawPaymentMethod(r.desk, method); });
}

Reply getOfCustomer(Request& r) {
  const auto* method = r.ledger.paymentMethods.find(r.ids.back());
  if (!method || method->customer != r.id()) return refuse(noSuch("PaymentMethod", r.ids.back(), "payment_method"));
  return drawPaymentMethod(r.desk, *method);
}

// A token becomes a card of nobody's; an id is looked up.
PaymentMethod* cardOf(Request& r, const std::string& idOrToken, const std::string& param) {
  if (auto* method = r.ledger.paymentMethods.find(idOrToken)) return method;
  if (!isCardToken(idOrToken) || !testCard(idOrToken)) {
    r.in().refuse(noSuch("PaymentMethod", idOrToken, param, 400));
    return nullptr;
  }
  const auto made = r.engine.addCard({}, idOrToken);
  if (!made) r.in().refuse(refusalOf(made.error()));
  return made ? *made : nullptr;
}

}  // namespace

bool isCardToken(const std::string& id) {
  return id.starts_with("pm_card_") || id.starts_with("tok_");
}

PaymentMethod* attachCard(Request& r, const std::string& idOrToken, const std::string& customer,
                          const std::string& param) {
  if (r.problem) return nullptr;
  auto* method = cardOf(r, idOrToken, param);
  if (!method || method->customer == customer) return method;
  if (!method->customer.empty())
    r.in().refuse(invalid("The payment method you provided has already been attached to a customer.", param));
  const auto why = declineOf(method->behaviour);
  if (why && refusesToAttach(method->behaviour)) r.in().refuse(cardRefusal(why->code, why->declineCode, why->message));
  if (r.problem) return nullptr;
  method->customer = customer;
  r.ledger.paymentMethods.touch(method->id);
  r.engine.tell(What::PaymentMethodAttached, method->id);
  return method;
}

std::string ownCard(Request& r, const Reader& in, std::string_view name, const std::string& customer) {
  const auto wanted = in.text(name);
  if (wanted.empty() || r.problem) return {};
  if (isCardToken(wanted)) {
    const auto* method = attachCard(r, wanted, customer, in.fullName(name));
    return method ? method->id : std::string{};
  }
  const auto* method = r.ledger.paymentMethods.find(wanted);
  if (!method || method->customer != customer)
    in.refuse(invalid("The customer does not have a payment method with the ID " + wanted +
                          ". The payment method must be attached to the customer.",
                      in.fullName(name), "resource_missing"));
  return wanted;
}

void registerPaymentMethods(Desk& desk) {
  desk.objects.add("payment_method", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* method = desk.ledger.paymentMethods.find(id);
    return method ? std::optional(drawPaymentMethod(desk, *method)) : std::nullopt;
  });
  desk.objects.field("payment_method", "payment_method");
  desk.objects.field("default_payment_method", "payment_method");
  auto& routes = desk.routes;
  const std::string known = "allow_redisplay billing_details[*] card[*] metadata[*] sepa_debit[*]";
  routes.add("POST", "/v1/payment_methods", known + " type customer payment_method radar_options[*]", createMethod);
  routes.add("GET", "/v1/payment_methods/{id}", "", [](Request& r) {
    return isCardToken(r.id()) ? refuse(noSuch("PaymentMethod", r.id(), "payment_method"))
                               : r.desk.draw("payment_method", r.id());
  });
  routes.add("POST", "/v1/payment_methods/{id}", known, updateMethod);
  routes.add("POST", "/v1/payment_methods/{id}/attach", "customer", attachMethod);
  routes.add("POST", "/v1/payment_methods/{id}/detach", "", detachMethod);
  routes.addList("/v1/payment_methods", "customer type allow_redisplay",
                 [](Request& r) { return listMethods(r, r.in().text("customer")); });
  routes.addList("/v1/customers/{id}/payment_methods", "type allow_redisplay",
                 [](Request& r) { return listMethods(r, r.id()); });
  routes.add("GET", "/v1/customers/{id}/payment_methods/{method}", "", getOfCustomer);
}

}  // namespace billing::sandbox::stripe
