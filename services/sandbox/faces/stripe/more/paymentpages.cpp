// What Stripe's own page calls when the customer pays; the official command line uses it to complete a session.
#include <algorithm>
#include <array>

#include "sandbox/faces/stripe/more/cart.h"

namespace billing::sandbox::stripe {
namespace {

// Test accounts whose debit is sent back by the bank.
constexpr std::array<std::string_view, 4> bouncingAccounts{
    "AT861904300235473202", "DE62370400440532013001", "IT60X0542811101000000123456", "FR8420041010050500013M02607"};

QJsonObject pageOfSession(const Desk& desk, const Checkout& checkout) {
  return Json("payment_page")("id", "ppage_" + checkout.id)("session_id", checkout.id)("mode", checkout.mode)(
      "session", checkoutObject(desk, checkout))("total_amount", checkout.totalMinor)("livemode", false);
}

Reply getPage(Request& r) {
  const auto* checkout = r.named(r.ledger.checkouts, "checkout.session");
  if (!checkout) return r.refused();
  return pageOfSession(r.desk, *checkout);
}

bool debitBounces(const Desk& desk, const PaymentMethod& method) {
  const auto account = desk.extras("iban:" + method.id).value(QLatin1String("iban")).toString().toStdString();
  return std::find(bouncingAccounts.begin(), bouncingAccounts.end(), account) != bouncingAccounts.end();
}

// A debit takes days: the session is complete at once, whether it was paid follows. The sandbox does not make anybody
// wait for it.
Reply payByDebit(Request& r, Checkout& checkout, const PaymentMethod& method) {
  Payment payment;
  payment.id = r.ledger.newId("pi_");
  payment.home = Provider::Stripe;
  payment.checkout = checkout.id;
  payment.customer = checkout.customer;
  payment.paymentMethod = method.id;
  payment.amount = {checkout.totalMinor, checkout.currency};
  payment.status = "processing";
  payment.metadata = checkout.paymentMetadata;
  payment.created = payment.updated = r.engine.now();
  const auto id = r.ledger.payments.add(payment).id;
  checkout.payment = id;
  checkout.status = "complete";
  r.ledger.checkouts.touch(checkout.id);
  r.desk.keepExtras(checkout.id, Json()("payment_status", "unpaid"));
  r.desk.keepExtras(id, Json()("payment_method_types", QJsonArray{QStringLiteral("sepa_debit")}));
  r.engine.tell(What::PaymentCreated, id);
  r.engine.tell(What::PaymentProcessing, id);
  r.engine.tell(What::CheckoutCompleted, checkout.id);
  const bool bounces = debitBounces(r.desk, method);
  auto* kept = r.ledger.payments.find(id);
  kept->status = bounces ? "requires_payment_method" : "succeeded";
  kept->capturedMinor = bounces ? 0 : kept->amount.minor;
  if (bounces) {
    kept->errorCode = "payment_method_provider_decline";
    kept->errorMessage = "The customer's bank account could not be debited.";
  }
  r.ledger.payments.touch(id);
  r.engine.tell(bounces ? What::PaymentFailed : What::PaymentSucceeded, id);
  if (!bounces) r.desk.keepExtras(checkout.id, Json()("payment_status", "paid"));
  r.engine.tell(bounces ? What::CheckoutAsyncFailed : What::CheckoutAsyncSucceeded, checkout.id);
  return pageOfSession(r.desk, *r.ledger.checkouts.find(r.id()));
}

// Who pays is known from what they typed beside the card.
void takeDetails(Checkout& checkout, const PaymentMethod& method) {
  if (checkout.email.empty()) checkout.email = method.email;
  if (checkout.name.empty()) checkout.name = method.holder;
  if (checkout.address.country.empty()) checkout.address = method.address;
}

Reply confirmPage(Request& r) {
  auto* checkout = r.named(r.ledger.checkouts, "checkout.session");
  if (!checkout) return r.refused();
  const auto in = r.in();
  const auto* method = methodGiven(r, in, checkout->customer);
  if (!method && !r.problem) in.refuse(missingParameter("payment_method"));
  const auto expected = in.integer("expected_amount");
  if (expected && *expected != checkout->totalMinor)
    in.refuse(invalid("The amount to be paid has changed. Refresh the page to see the new total.", "expected_amount",
                      "checkout_amount_mismatch"));
  if (checkout->status != "open")
    in.refuse(invalid("This Checkout Session is no longer active.", {}, "checkout_not_active_session"));
  if (r.problem) return r.refused();
  takeDetails(*checkout, *method);
  r.ledger.checkouts.touch(checkout->id);
  if (isBankDebit(r.desk, method->id)) return payByDebit(r, *checkout, *method);
  const auto done = r.engine.completeCheckout(r.id(), std::string(method->id));
  if (!done) return refuse(refusalOf(done.error()));
  const auto* payment = r.ledger.payments.find((*done)->payment);
  if ((*done)->status == "open" && payment)
    if (auto refused = declined(r.desk, *payment)) return refuse(std::move(*refused));
  return pageOfSession(r.desk, **done);
}

}  // namespace

void registerPaymentPages(Desk& desk) {
  desk.routes.add("GET", "/v1/payment_pages/{id}", "*", getPage);
  desk.routes.add("POST", "/v1/payment_pages/{id}/confirm", "*", confirmPage);
}

}  // namespace billing::sandbox::stripe
