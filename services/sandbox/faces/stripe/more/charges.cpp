// Charges: read, told apart, captured; and made the old way, with a token. Beneath each is a payment intent.
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

Reply listCharges(Request& r) {
  const auto customer = r.in().text("customer");
  const auto intent = r.in().text("payment_intent");
  return listed(
      r, r.ledger.charges, "charge",
      [&](const Charge& c) {
        return (customer.empty() || c.customer == customer) && (intent.empty() || c.payment == intent);
      },
      [&](const Charge& c) { return chargeObject(r.desk, c); });
}

Reply searchCharges(Request& r) {
  return searched(r, r.ledger.charges, [&](const Charge& c) { return chargeObject(r.desk, c); });
}

Reply updateCharge(Request& r) {
  auto* charge = r.named(r.ledger.charges, "charge");
  if (!charge) return r.refused();
  r.in().into("metadata", charge->metadata);
  QJsonObject extras;
  readExtras(r.in(), "description receipt_email fraud_details shipping transfer_group", extras);
  if (r.problem) return r.refused();
  r.ledger.charges.touch(charge->id);
  r.desk.keepExtras(charge->id, extras);
  r.engine.tell(What::ChargeUpdated, r.id());
  return r.desk.draw("charge", r.id());
}

Reply captureCharge(Request& r) {
  const auto* charge = r.named(r.ledger.charges, "charge");
  if (!charge) return r.refused();
  if (charge->capturedMinor > 0)
    return refuse(invalid("Charge " + charge->id + " has already been captured.", {}, "charge_already_captured"));
  const auto amount = r.in().integer("amount");
  if (r.problem) return r.refused();
  const auto captured = r.engine.capture(std::string(charge->payment), amount);
  if (!captured) return refuse(refusalOf(captured.error()));
  return r.desk.draw("charge", r.id());
}

// The card that a legacy charge names: a token, or the customer's default one.
std::string chargedMethod(Request& r, const Customer* customer) {
  const auto source = r.in().text("source");
  if (!source.empty()) {
    const auto* method = methodNamed(r, customer ? customer->id : std::string{}, source, "source");
    return method ? method->id : std::string{};
  }
  if (!customer || customer->paymentMethod.empty())
    r.in().refuse(invalid("Must provide source or customer.", {}, "parameter_missing"));
  return customer ? customer->paymentMethod : std::string{};
}

Reply createCharge(Request& r) {
  const auto in = r.in();
  Payment payment;
  payment.amount.minor = requiredAmount(in, "amount");
  if (!in.has("currency")) in.refuse(missingParameter("currency"));
  payment.amount.currency = in.currency("currency").value_or(Currency{});
  const auto* customer = r.given(r.ledger.customers, in, "customer", "customer");
  in.into("description", payment.description);
  in.into("metadata", payment.metadata);
  in.into("receipt_email", payment.receiptEmail);
  payment.captureByHand = !in.boolean("capture").value_or(true);
  if (r.problem) return r.refused();
  payment.paymentMethod = chargedMethod(r, customer);
  if (r.problem) return r.refused();
  if (customer) payment.customer = customer->id, payment.testClock = customer->testClock;
  payment.id = r.ledger.newId("pi_");
  payment.home = Provider::Stripe;
  payment.created = payment.updated = nowFor(r, payment.customer);
  payment.status = "requires_confirmation";
  const auto id = r.ledger.payments.add(std::move(payment)).id;
  const auto tried = r.engine.confirm(id);
  if (!tried) return refuse(refusalOf(tried.error()));
  if (auto refused = declined(r.desk, **tried)) return refuse(std::move(*refused));
  if ((*tried)->charges.empty()) return refuse(cardRefusal("authentication_required", "authentication_required", {}));
  return r.desk.draw("charge", std::string((*tried)->charges.back()));
}

}  // namespace

void registerCharges(Desk& desk) {
  auto& routes = desk.routes;
  desk.objects.add("charge",
                   drawFrom(desk, &Ledger::charges, [&desk](const Charge& c) { return chargeObject(desk, c); }));
  desk.objects.field("charge", "charge");
  desk.objects.field("latest_charge", "charge");
  desk.objects.include("charge", "refunds", [&desk](const std::string& charge) {
    QJsonArray data;
    for (const auto& refund : desk.ledger.refunds.all())
      if (refund->charge == charge) data.prepend(refundObject(desk, *refund));
    return QJsonValue(wholeList(data, "/v1/charges/" + charge + "/refunds"));
  });
  addGet(desk, "/v1/charges/{id}", "charge");
  routes.addList("/v1/charges", "customer payment_intent transfer_group", listCharges);
  routes.add("GET", "/v1/charges/search", "query limit page", searchCharges);
  routes.add("POST", "/v1/charges",
             "amount currency capture customer description metadata receipt_email shipping source "
             "statement_descriptor statement_descriptor_suffix transfer_group application_fee_amount on_behalf_of",
             createCharge);
  routes.add("POST", "/v1/charges/{id}",
             "customer description fraud_details metadata receipt_email shipping transfer_group", updateCharge);
  routes.add("POST", "/v1/charges/{id}/capture",
             "amount receipt_email statement_descriptor statement_descriptor_suffix transfer_group "
             "application_fee_amount transfer_data",
             captureCharge);
}

}  // namespace billing::sandbox::stripe
