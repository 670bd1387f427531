// Payment intents: made, confirmed, authenticated, captured, cancelled. The engine charges; here are Stripe's rules of
// which call is allowed in which state.
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

constexpr auto intentParams =
    "amount amount_details application_fee_amount automatic_payment_methods capture_method confirm confirmation_method "
    "confirmation_token currency customer customer_account description error_on_requires_action "
    "excluded_payment_method_types hooks mandate mandate_data metadata off_session on_behalf_of payment_details "
    "payment_method payment_method_configuration payment_method_data payment_method_options payment_method_types "
    "radar_options receipt_email return_url setup_future_usage shipping statement_descriptor "
    "statement_descriptor_suffix transfer_data transfer_group use_stripe_sdk";

// What the ledger has no place for.
constexpr auto intentExtras =
    "confirmation_method return_url shipping statement_descriptor statement_descriptor_suffix transfer_group";

constexpr std::int64_t smallestCharge = 50;

std::string intentWord(const Payment& payment) {
  if (payment.status == "succeeded") return "it has already succeeded after being previously confirmed";
  return "it has a status of " + payment.status;
}

Refusal wrongState(const Desk& desk, const Payment& payment, const std::string& what) {
  auto refusal = invalid("This PaymentIntent could not be " + what + " because " + intentWord(payment) + ".", {},
                         "payment_intent_unexpected_state");
  refusal.more = Json()("payment_intent", paymentIntentObject(desk, payment));
  return refusal;
}

bool anyOf(const std::string& status, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), status) != words.end();
}

void readExtrasOfIntent(const Reader& in, QJsonObject& extras) {
  readExtras(in, intentExtras, extras);
  if (in.has("payment_method_types"))
    extras.insert(QLatin1String("payment_method_types"), js(in.texts("payment_method_types")));
  const auto automatic = in.at("automatic_payment_methods");
  if (automatic.boolean("enabled").value_or(false))
    extras.insert(QLatin1String("automatic_payment_methods"),
                  QJsonObject(Json()("allow_redirects", automatic.has("allow_redirects")
                                                            ? automatic.text("allow_redirects")
                                                            : std::string("always"))("enabled", true)));
}

// The fields that creation and update have in common.
void readIntent(Request& r, const Reader& in, Payment& payment) {
  if (in.has("amount")) payment.amount.minor = requiredAmount(in, "amount");
  if (const auto currency = in.currency("currency")) payment.amount.currency = *currency;
  if (const auto* customer = r.given(r.ledger.customers, in, "customer", "customer")) payment.customer = customer->id;
  in.into("description", payment.description);
  in.into("metadata", payment.metadata);
  in.into("receipt_email", payment.receiptEmail);
  if (in.has("setup_future_usage"))
    payment.setupFutureUsage = in.oneOf("setup_future_usage", {"off_session", "on_session"});
  const auto capture = in.oneOf("capture_method", {"automatic", "automatic_async", "manual"});
  if (!capture.empty()) payment.captureByHand = capture == "manual";
}

void checkAmount(const Reader& in, const Payment& payment) {
  if (payment.amount.currency.exponent() == 2 && payment.amount.minor < smallestCharge)
    in.refuse(invalid("The Stripe API only allows amounts of at least 50 of the smallest unit of " +
                          lowered(payment.amount.currency.code()) + ".",
                      "amount", "amount_too_small"));
}

bool waitsForTransfer(const Desk& desk, const Payment& payment) {
  const auto types = desk.extras(payment.id).value(QLatin1String("payment_method_types")).toArray();
  return types.contains(QJsonValue(QStringLiteral("customer_balance")));
}

// A transfer to the customer's balance: the intent waits for the money.
void awaitTransfer(Request& r, Payment& payment) {
  payment.status = "requires_action";
  const auto wanted = Json()("amount_remaining", payment.amount.minor)("currency", payment.amount.currency)(
      "hosted_instructions_url", nullptr)("reference", payment.id)("type", "jp_bank_transfer");
  r.desk.keepExtras(payment.id, Json()("next_action", Json()("display_bank_transfer_instructions", wanted)(
                                                          "type", "display_bank_transfer_instructions")));
  r.ledger.payments.touch(payment.id);
  r.engine.tell(What::PaymentActionRequired, payment.id);
}

// On its way for days; it neither succeeds nor fails now.
void startDebit(Request& r, Payment& payment) {
  payment.status = "processing";
  r.desk.keepExtras(payment.id, Json()("processing", nullptr));
  r.ledger.payments.touch(payment.id);
  r.engine.tell(What::PaymentProcessing, payment.id);
}

// Nobody is there to authenticate: the payment fails as the bank would have it.
Reply failUnauthenticated(Request& r, Payment& payment) {
  payment.status = "requires_payment_method";
  payment.errorCode = payment.declineCode = "authentication_required";
  payment.errorMessage = "Your card was declined. This transaction requires authentication.";
  r.ledger.payments.touch(payment.id);
  r.engine.tell(What::PaymentFailed, payment.id);
  return refuse(*declined(r.desk, payment));
}

// The card whose money skips the wait for the merchant's balance.
void tellOfFunds(Request& r, const Payment& payment) {
  const auto* method = r.ledger.paymentMethods.find(payment.paymentMethod);
  if (payment.status != "succeeded" || !method || method->lastFour != "0077") return;
  tellOf(r, "balance", "balance", "balance.available");
}

Reply confirmed(Request& r, const std::string& id, const std::string& method) {
  auto* payment = r.ledger.payments.find(id);
  if (!method.empty()) payment->paymentMethod = method;
  if (waitsForTransfer(r.desk, *payment)) {
    awaitTransfer(r, *payment);
    return r.desk.draw("payment_intent", id);
  }
  if (payment->paymentMethod.empty())
    return refuse(
        invalid("You cannot confirm this PaymentIntent because it's missing a payment method. Update it with "
                "one, then confirm it again.",
                {}, "payment_intent_unexpected_state"));
  if (isBankDebit(r.desk, payment->paymentMethod)) {
    startDebit(r, *payment);
    return r.desk.draw("payment_intent", id);
  }
  if (payment->status == "requires_action") payment->status = "requires_confirmation";
  const auto tried = r.engine.confirm(id, std::string(payment->paymentMethod));
  if (!tried) return refuse(refusalOf(tried.error()));
  payment = *tried;
  if (auto refused = declined(r.desk, *payment)) return refuse(std::move(*refused));
  const bool alone = payment->offSession || r.in().boolean("error_on_requires_action").value_or(false);
  if (payment->status == "requires_action" && alone) return failUnauthenticated(r, *payment);
  tellOfFunds(r, *payment);
  return r.desk.draw("payment_intent", id);
}

Reply createIntent(Request& r) {
  const auto in = r.in();
  Payment payment;
  payment.amount.minor = requiredAmount(in, "amount");
  if (!in.has("currency")) in.refuse(missingParameter("currency"));
  readIntent(r, in, payment);
  checkAmount(in, payment);
  if (r.problem) return r.refused();
  const auto* method = methodGiven(r, in, payment.customer);
  if (r.problem) return r.refused();
  payment.id = r.ledger.newId("pi_");
  payment.home = Provider::Stripe;
  payment.testClock = testClockOf(r, payment.customer);
  payment.created = payment.updated = nowFor(r, payment.customer);
  payment.offSession = in.has("off_session") && in.text("off_session") != "false";
  if (method) payment.paymentMethod = method->id;
  payment.status = method ? "requires_confirmation" : "requires_payment_method";
  QJsonObject extras;
  readExtrasOfIntent(in, extras);
  if (r.problem) return r.refused();
  const auto id = r.ledger.payments.add(std::move(payment)).id;
  r.desk.keepExtras(id, extras);
  r.engine.tell(What::PaymentCreated, id);
  if (in.boolean("confirm").value_or(false)) return confirmed(r, id, {});
  return r.desk.draw("payment_intent", id);
}

Reply confirmIntent(Request& r) {
  auto* payment = r.named(r.ledger.payments, "payment_intent");
  if (!payment) return r.refused();
  if (!anyOf(payment->status, {"requires_payment_method", "requires_confirmation", "requires_action"}))
    return refuse(wrongState(r.desk, *payment, "confirmed"));
  const auto in = r.in();
  const auto* method = methodGiven(r, in, payment->customer);
  if (r.problem) return r.refused();
  in.into("receipt_email", payment->receiptEmail);
  if (in.has("off_session")) payment->offSession = in.text("off_session") != "false";
  if (in.has("setup_future_usage")) in.into("setup_future_usage", payment->setupFutureUsage);
  QJsonObject extras;
  readExtrasOfIntent(in, extras);
  r.desk.keepExtras(payment->id, extras);
  return confirmed(r, payment->id, method ? method->id : std::string{});
}

Reply updateIntent(Request& r) {
  auto* payment = r.named(r.ledger.payments, "payment_intent");
  if (!payment) return r.refused();
  const auto in = r.in();
  const bool over = anyOf(payment->status, {"succeeded", "canceled", "processing", "requires_capture"});
  if (over && (in.has("amount") || in.has("currency") || in.has("payment_method")))
    return refuse(wrongState(r.desk, *payment, "updated"));
  Payment changed = *payment;
  readIntent(r, in, changed);
  checkAmount(in, changed);
  const auto* method = methodGiven(r, in, changed.customer);
  if (r.problem) return r.refused();
  if (method) {
    changed.paymentMethod = method->id;
    if (changed.status == "requires_payment_method") changed.status = "requires_confirmation";
  }
  changed.updated = nowFor(r, changed.customer);
  *payment = std::move(changed);
  r.ledger.payments.touch(payment->id);
  QJsonObject extras;
  readExtrasOfIntent(in, extras);
  r.desk.keepExtras(payment->id, extras);
  return r.desk.draw("payment_intent", payment->id);
}

Reply captureIntent(Request& r) {
  const auto* payment = r.named(r.ledger.payments, "payment_intent");
  if (!payment) return r.refused();
  if (payment->status != "requires_capture") return refuse(wrongState(r.desk, *payment, "captured"));
  const auto amount = r.in().integer("amount_to_capture");
  if (amount && *amount > payment->amount.minor)
    return refuse(invalid("The amount to capture is greater than the amount that was authorized.", "amount_to_capture",
                          "amount_too_large"));
  if (r.problem) return r.refused();
  const auto captured = r.engine.capture(r.id(), amount);
  if (!captured) return refuse(refusalOf(captured.error()));
  return r.desk.draw("payment_intent", r.id());
}

Reply cancelIntent(Request& r) {
  const auto* payment = r.named(r.ledger.payments, "payment_intent");
  if (!payment) return r.refused();
  if (anyOf(payment->status, {"succeeded", "canceled"})) return refuse(wrongState(r.desk, *payment, "canceled"));
  const auto reason =
      r.in().oneOf("cancellation_reason", {"abandoned", "duplicate", "fraudulent", "requested_by_customer"});
  if (r.problem) return r.refused();
  const auto cancelled = r.engine.cancelPayment(r.id(), reason);
  if (!cancelled) return refuse(refusalOf(cancelled.error()));
  return r.desk.draw("payment_intent", r.id());
}

// What the bank's page does when the customer presses one of its two buttons. Not part of Stripe's API.
Reply authenticateIntent(Request& r) {
  const auto* payment = r.named(r.ledger.payments, "payment_intent");
  if (!payment) return r.refused();
  if (payment->status != "requires_action") return refuse(wrongState(r.desk, *payment, "authenticated"));
  const auto done = r.engine.authenticate(r.id(), r.in().boolean("success").value_or(true));
  if (!done) return refuse(refusalOf(done.error()));
  return r.desk.draw("payment_intent", r.id());
}

Reply listIntents(Request& r) {
  const auto customer = r.in().text("customer");
  return listed(
      r, r.ledger.payments, "payment_intent",
      [&](const Payment& p) { return p.home == Provider::Stripe && (customer.empty() || p.customer == customer); },
      [&](const Payment& p) { return paymentIntentObject(r.desk, p); });
}

Reply searchIntents(Request& r) {
  return searched(r, r.ledger.payments, [&](const Payment& p) { return paymentIntentObject(r.desk, p); });
}

}  // namespace

void registerPaymentIntents(Desk& desk) {
  auto& routes = desk.routes;
  desk.objects.add("payment_intent", drawFrom(desk, &Ledger::payments,
                                              [&desk](const Payment& p) { return paymentIntentObject(desk, p); }));
  desk.objects.field("payment_intent", "payment_intent");
  addGet(desk, "/v1/payment_intents/{id}", "payment_intent");
  routes.addList("/v1/payment_intents", "customer", listIntents);
  routes.add("GET", "/v1/payment_intents/search", "query limit page", searchIntents);
  routes.add("POST", "/v1/payment_intents", intentParams, createIntent);
  routes.add("POST", "/v1/payment_intents/{id}", intentParams, updateIntent);
  routes.add("POST", "/v1/payment_intents/{id}/confirm", intentParams, confirmIntent);
  routes.add("POST", "/v1/payment_intents/{id}/capture",
             "amount_to_capture amount_details application_fee_amount final_capture metadata payment_details "
             "statement_descriptor statement_descriptor_suffix transfer_data",
             captureIntent);
  routes.add("POST", "/v1/payment_intents/{id}/cancel", "cancellation_reason", cancelIntent);
  routes.add("POST", "/v1/test_helpers/payment_intents/{id}/authenticate", "success", authenticateIntent);
}

}  // namespace billing::sandbox::stripe
