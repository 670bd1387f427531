// Checkouts: what they cost, what paying them brings.
#include "sandbox/engine/cart.h"
#include "sandbox/engine/testcards.h"

namespace billing::sandbox {
namespace {

// Faces may have given the customer's words to the checkout only.
std::string customerOf(Engine& engine, Checkout& checkout) {
  if (!checkout.customer.empty()) return checkout.customer;
  Ledger& ledger = engine.ledger();
  Customer customer;
  customer.id = ledger.newId("cus_");
  customer.home = checkout.home;
  customer.email = checkout.email;
  customer.name = checkout.name;
  customer.address = checkout.address;
  customer.created = engine.now();
  checkout.customer = ledger.customers.add(std::move(customer)).id;
  engine.tell(What::CustomerCreated, checkout.customer);
  return checkout.customer;
}

tl::unexpected<Error> declinedCard(const DeclineWords& words) {
  return refused(ErrorKind::Conflict, "card_declined", words.message, words.declineCode, "Use another card");
}

}  // namespace

Result<Checkout*> Engine::expireCheckout(const std::string& id) {
  auto found = Inner::found(ledger_.checkouts, id, "checkout");
  if (!found) return found;
  if ((*found)->status != "open")
    return refused(ErrorKind::Conflict, "checkout_not_open", "The checkout cannot expire", "it is " + (*found)->status);
  (*found)->status = "expired";
  ledger_.checkouts.touch(id);
  tell(What::CheckoutExpired, id);
  return found;
}

Result<Checkout*> Engine::completeCheckout(const std::string& id, const std::string& card) {
  auto found = Inner::found(ledger_.checkouts, id, "checkout");
  if (!found) return found;
  Checkout& checkout = **found;
  if (checkout.status != "open")
    return refused(ErrorKind::Conflict, checkout.status == "expired" ? "checkout_expired" : "checkout_not_open",
                   "The checkout cannot be paid", "it is " + checkout.status, "Begin a new one");
  PaymentMethod* method = ledger_.paymentMethods.find(card);
  if (method == nullptr) {
    auto added = addCard("", card);
    if (!added) return failure(added.error());
    method = *added;
  }
  customerOf(*this, checkout);
  method->holder = method->holder.empty() ? checkout.name : method->holder;
  method->email = method->email.empty() ? checkout.email : method->email;
  ledger_.checkouts.touch(id);
  auto done = checkout.mode == "payment" && checkout.changesSubscription.empty() ? inner_->payCart(checkout, *method)
              : checkout.mode == "setup" || !checkout.changesSubscription.empty()
                  ? inner_->setUpCard(checkout, *method)
                  : inner_->beginSubscription(checkout, *method);
  if (!done) return failure(done.error());
  return found;
}

// A one-off payment; tried again with another card it stays the same payment.
Result<void> Engine::Inner::payCart(Checkout& checkout, PaymentMethod& card) {
  Payment* payment = ledger.payments.find(checkout.payment);
  if (payment == nullptr) {
    auto cost = engine.previewCheckout(checkout);
    if (!cost) return failure(cost.error());
    // The customer's balance lessens invoices; a checkout of one-off things is paid in full (both providers).
    payment = &paymentOfCart(checkout, *cost);
    if (auto granted = engine.grantDiscounts(checkout.codes, checkout.customer, ""); !granted)
      return failure(granted.error());
  }
  if (payment->customer.empty()) payment->customer = checkout.customer;
  const Paying outcome = attempt(*payment, card, false);
  if (outcome == Paying::Done) afterSuccess(*payment);
  if (outcome == Paying::Held) finish(checkout, card);
  return {};
}

// A card for later, for a subscription's renewals, or for its change of plan. Setup knows no authentication here.
Result<void> Engine::Inner::setUpCard(Checkout& checkout, PaymentMethod& card) {
  if (const auto words = declineOf(card.behaviour); words && refusesToAttach(card.behaviour))
    return declinedCard(*words);
  attach(card, checkout.customer);
  if (!checkout.changesSubscription.empty()) {
    if (auto used = engine.useCard(checkout.changesSubscription, card.id); !used) return failure(used.error());
    checkout.subscription = checkout.changesSubscription;
    if (!checkout.cart.empty()) {
      ItemsChange change;
      change.subscription = checkout.changesSubscription;
      change.items = recurringItems(ledger, checkout);
      change.discountCodes = checkout.codes;
      change.preventOnFailure = true;
      if (auto changed = engine.changeItems(change); !changed) return failure(changed.error());
    }
  }
  finish(checkout, card);
  return {};
}

Result<void> Engine::Inner::beginSubscription(Checkout& checkout, PaymentMethod& card) {
  Subscription* subscription = ledger.subscriptions.find(checkout.subscription);
  // One whose first payment never came is over; its customer begins again.
  if (subscription == nullptr || isFinal(subscription->status)) {
    auto made = engine.subscribe(orderOf(checkout));
    if (!made) return failure(made.error());
    subscription = *made;
    checkout.subscription = subscription->id;
    checkout.invoice = subscription->latestInvoice;
  }
  Invoice* invoice = ledger.invoices.find(subscription->latestInvoice);
  if (invoice == nullptr || subscription->status != SubscriptionStatus::Pending) {  // nothing was due
    if (const auto words = declineOf(card.behaviour); words && refusesToAttach(card.behaviour))
      return declinedCard(*words);
    finish(checkout, card);
    return {};
  }
  checkout.invoice = invoice->id;
  checkout.totalMinor = invoice->dueMinor;
  checkout.subtotalMinor = invoice->subtotalMinor;
  checkout.discountMinor = invoice->discountMinor;
  checkout.currency = invoice->currency;
  Payment& payment = paymentFor(*invoice);
  payment.checkout = checkout.id;
  checkout.payment = payment.id;
  ++invoice->attempts;
  const Paying outcome = attempt(payment, card, false);
  if (outcome == Paying::Done) afterSuccess(payment);
  if (outcome == Paying::Declined) changed(*invoice, What::InvoicePaymentFailed);
  if (outcome == Paying::NeedsAction) changed(*invoice, What::InvoiceActionRequired);
  return {};
}

void Engine::Inner::finish(Checkout& checkout, const PaymentMethod& card) {
  PaymentMethod& kept = *ledger.paymentMethods.find(card.id);
  checkout.status = "complete";
  checkout.paymentMethod = card.id;
  if (checkout.mode != "payment") attach(kept, checkout.customer);
  if (Subscription* subscription = ledger.subscriptions.find(checkout.subscription)) {
    subscription->paymentMethod = card.id;
    ledger.subscriptions.touch(subscription->id);
  }
  ledger.checkouts.touch(checkout.id);
  engine.tell(What::CheckoutCompleted, checkout.id);
}

}  // namespace billing::sandbox
