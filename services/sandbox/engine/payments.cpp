// Payments and their charges: what each test card does (testcards.h), authentication, capture, cancellation.
#include "sandbox/engine/inner.h"
#include "sandbox/engine/testcards.h"

namespace billing::sandbox {
namespace {

tl::unexpected<Error> unexpectedState(const Payment& payment, const char* wanted) {
  return refused(ErrorKind::Conflict, "payment_unexpected_state", std::string("The payment cannot be ") + wanted,
                 "its status is " + payment.status, "Read it again to see what it waits for");
}

Charge chargeOf(Ledger& ledger, const Payment& payment, const PaymentMethod& card, Instant at) {
  Charge charge;
  charge.id = ledger.newId("ch_");
  charge.payment = payment.id;
  charge.customer = payment.customer;
  charge.paymentMethod = card.id;
  charge.invoice = payment.invoice;
  charge.amount = payment.amount;
  charge.metadata = payment.metadata;
  charge.created = at;
  return charge;
}

bool wantsAuthentication(const PaymentMethod& card, bool offSession) {
  const bool asks = card.behaviour == CardBehaviour::NeedsAuthentication ||
                    card.behaviour == CardBehaviour::DeclinesAfterAuthentication;
  return asks && !(offSession && card.authenticated);
}

// A subscription's payments keep the card for the renewals, as Stripe does (setup_future_usage of their intents).
bool keepsCard(const Payment& payment) {
  return !payment.setupFutureUsage.empty() || !payment.subscription.empty();
}

}  // namespace

// A card that wants authentication is let through off-session once its holder has authenticated (docs.stripe.com,
// 3155).
Paying Engine::Inner::forecast(const PaymentMethod& card, bool offSession) {
  if (wantsAuthentication(card, offSession)) return Paying::NeedsAction;
  return declineOf(card.behaviour) ? Paying::Declined : Paying::Done;
}

Paying Engine::Inner::attempt(Payment& payment, PaymentMethod& card, bool offSession) {
  payment.paymentMethod = card.id;
  payment.errorCode.clear();
  payment.declineCode.clear();
  payment.errorMessage.clear();
  if (wantsAuthentication(card, offSession)) {
    // Off-session without an invoice nobody could ask the customer: Stripe declines with authentication_required.
    if (offSession && payment.invoice.empty())
      return decline(payment, card, "authentication_required", "authentication_required",
                     "Your card was declined. This transaction requires authentication.");
    payment.status = "requires_action";
    changed(payment, What::PaymentActionRequired);
    return Paying::NeedsAction;
  }
  // A mandate only keeps the card: ...0341 allows that and fails when it is charged.
  const bool keeps = payment.amount.minor == 0 && !refusesToAttach(card.behaviour);
  if (const auto words = declineOf(card.behaviour); words && !keeps)
    return decline(payment, card, words->code, words->declineCode, words->message);
  return succeed(payment, card);
}

Paying Engine::Inner::succeed(Payment& payment, const PaymentMethod& card) {
  if (payment.amount.minor > 0) {  // a mandate is no charge
    Charge charge = chargeOf(ledger, payment, card, engine.now(payment.testClock));
    charge.capturedMinor = payment.captureByHand ? 0 : payment.amount.minor;
    payment.charges.push_back(ledger.charges.add(std::move(charge)).id);
    engine.tell(What::ChargeSucceeded, payment.charges.back());
  }
  payment.status = payment.captureByHand ? "requires_capture" : "succeeded";
  payment.capturedMinor = payment.captureByHand ? 0 : payment.amount.minor;
  changed(payment, payment.captureByHand ? What::PaymentCapturable : What::PaymentSucceeded);
  return payment.captureByHand ? Paying::Held : Paying::Done;
}

Paying Engine::Inner::decline(Payment& payment, const PaymentMethod& card, const std::string& code,
                              const std::string& declineCode, const std::string& message) {
  Charge charge = chargeOf(ledger, payment, card, engine.now(payment.testClock));
  charge.status = "failed";
  charge.errorCode = payment.errorCode = code;
  charge.declineCode = payment.declineCode = declineCode;
  charge.errorMessage = payment.errorMessage = message;
  payment.charges.push_back(ledger.charges.add(std::move(charge)).id);
  payment.status = "requires_payment_method";
  engine.tell(What::ChargeFailed, payment.charges.back());
  changed(payment, What::PaymentFailed);
  return Paying::Declined;
}

void Engine::Inner::afterSuccess(Payment& payment) {
  if (payment.status != "succeeded") return;
  const PaymentMethod* card = ledger.paymentMethods.find(payment.paymentMethod);
  Invoice* invoice = ledger.invoices.find(payment.invoice);
  if (invoice != nullptr && invoice->status != "paid") settle(*invoice);
  Checkout* checkout = ledger.checkouts.find(payment.checkout);
  if (checkout != nullptr && card != nullptr && checkout->status == "open") finish(*checkout, *card);
  // The dispute card's owner complains as soon as the payment is through.
  if (card != nullptr && card->behaviour == CardBehaviour::Disputed) static_cast<void>(engine.openDispute(payment.id));
}

void Engine::Inner::attach(PaymentMethod& card, const std::string& customer) {
  Customer* owner = ledger.customers.find(customer);
  if (owner == nullptr || card.customer == customer) return;
  card.customer = customer;
  ledger.paymentMethods.touch(card.id);
  if (owner->paymentMethod.empty()) {
    owner->paymentMethod = card.id;
    ledger.customers.touch(customer);
  }
  engine.tell(What::PaymentMethodAttached, card.id);
}

Result<PaymentMethod*> Engine::addCard(const std::string& customer, const std::string& numberOrToken) {
  auto owner = customer.empty() ? Result<Customer*>(nullptr) : Inner::found(ledger_.customers, customer, "customer");
  if (!owner) return failure(owner.error());
  auto card = testCard(numberOrToken);
  if (!card)
    return refused(ErrorKind::InvalidInput, "unknown_card", "This is not one of the published test cards",
                   "the sandbox knows no other", "Use 4242 4242 4242 4242, which always pays");
  if (!customer.empty() && refusesToAttach(card->behaviour)) {
    const auto words = declineOf(card->behaviour);
    return refused(ErrorKind::Conflict, "card_declined", words->message, words->declineCode);
  }
  card->id = ledger_.newId("pm_");
  card->created = customer.empty() ? now() : inner_->nowOf(customer);
  PaymentMethod& added = ledger_.paymentMethods.add(std::move(*card));
  if (!customer.empty()) inner_->attach(added, customer);
  return &added;
}

Result<PaymentMethod*> Engine::Inner::cardOf(const Payment& payment, const std::string& named) const {
  const std::string& id = named.empty() ? payment.paymentMethod : named;
  if (!id.empty()) return found(ledger.paymentMethods, id, "payment method");
  if (PaymentMethod* usual = cardFor(payment.subscription, payment.customer)) return usual;
  return refused(ErrorKind::InvalidInput, "no_payment_method", "The payment cannot be confirmed",
                 "it has no payment method", "Name one");
}

// What a try of a payment means for the card, the invoice and the change that waited for it.
void Engine::Inner::afterAttempt(Payment& payment, PaymentMethod& card, Paying outcome) {
  Invoice* invoice = ledger.invoices.find(payment.invoice);
  if (outcome == Paying::Done) {
    if (keepsCard(payment)) attach(card, payment.customer);
    return afterSuccess(payment);
  }
  if (invoice != nullptr && outcome == Paying::Declined) changed(*invoice, What::InvoicePaymentFailed);
  if (invoice != nullptr && outcome == Paying::NeedsAction) changed(*invoice, What::InvoiceActionRequired);
}

Result<Payment*> Engine::confirm(const std::string& id, const std::string& paymentMethod) {
  auto found = Inner::found(ledger_.payments, id, "payment");
  if (!found) return found;
  Payment& payment = **found;
  if (payment.status != "requires_payment_method" && payment.status != "requires_confirmation")
    return unexpectedState(payment, "confirmed");
  const auto card = inner_->cardOf(payment, paymentMethod);
  if (!card) return failure(card.error());
  if (Invoice* invoice = ledger_.invoices.find(payment.invoice)) ++invoice->attempts;
  inner_->afterAttempt(payment, **card, inner_->attempt(payment, **card, payment.offSession));
  return found;
}

Paying Engine::Inner::authenticated(Payment& payment, PaymentMethod& card, bool success) {
  if (!success) {
    payment.status = "requires_payment_method";
    payment.errorCode = "payment_intent_authentication_failure";
    payment.errorMessage = "The provided payment method has failed authentication.";
    changed(payment, What::PaymentFailed);
    return Paying::Declined;
  }
  if (const auto words = declineOf(card.behaviour))
    return decline(payment, card, words->code, words->declineCode, words->message);
  card.authenticated = true;
  ledger.paymentMethods.touch(card.id);
  return succeed(payment, card);
}

Result<Payment*> Engine::authenticate(const std::string& id, bool success) {
  auto found = Inner::found(ledger_.payments, id, "payment");
  if (!found) return found;
  Payment& payment = **found;
  if (payment.status != "requires_action") return unexpectedState(payment, "authenticated");
  PaymentMethod& card = *ledger_.paymentMethods.find(payment.paymentMethod);
  const Paying outcome = inner_->authenticated(payment, card, success);
  inner_->afterAttempt(payment, card, outcome);
  if (outcome == Paying::Declined) inner_->dropPendingChange(payment);
  return found;
}

Result<Payment*> Engine::capture(const std::string& id, std::optional<std::int64_t> amountMinor) {
  auto found = Inner::found(ledger_.payments, id, "payment");
  if (!found) return found;
  Payment& payment = **found;
  if (payment.status != "requires_capture") return unexpectedState(payment, "captured");
  const std::int64_t wanted = amountMinor.value_or(payment.amount.minor);
  if (wanted <= 0 || wanted > payment.amount.minor)
    return refused(ErrorKind::InvalidInput, "capture_exceeds", "So much cannot be captured",
                   "the payment holds " + std::to_string(payment.amount.minor) + ", not " + std::to_string(wanted));
  Charge& charge = *ledger_.charges.find(payment.charges.back());
  charge.capturedMinor = payment.capturedMinor = wanted;
  payment.status = "succeeded";
  ledger_.charges.touch(charge.id);
  tell(What::ChargeCaptured, charge.id);
  inner_->changed(payment, What::PaymentSucceeded);
  inner_->afterSuccess(payment);
  return found;
}

Result<Payment*> Engine::cancelPayment(const std::string& id, const std::string& reason) {
  auto found = Inner::found(ledger_.payments, id, "payment");
  if (!found) return found;
  Payment& payment = **found;
  if (payment.status == "succeeded" || payment.status == "canceled") return unexpectedState(payment, "cancelled");
  payment.status = "canceled";
  payment.cancelReason = reason;
  payment.cancelledAt = now(payment.testClock);
  inner_->changed(payment, What::PaymentCancelled);
  inner_->dropPendingChange(payment);
  return found;
}

}  // namespace billing::sandbox
