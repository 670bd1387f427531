// How an invoice comes to its money.
#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

std::vector<CartLine> cartOf(const Invoice& invoice) {
  std::vector<CartLine> cart;
  cart.reserve(invoice.lines.size());
  for (const InvoiceLine& line : invoice.lines)
    cart.push_back({line.product, line.price, line.quantity, line.amountMinor - line.discountMinor, line.taxMinor, 0});
  return cart;
}

}  // namespace

// Stripe charges one payment intent until it succeeds; at Dodo each try is a payment of its own.
Payment& Engine::Inner::paymentFor(Invoice& invoice) {
  Payment* last = invoice.payments.empty() ? nullptr : ledger.payments.find(invoice.payments.back());
  const bool open = last != nullptr && last->status != "canceled" && last->status != "succeeded";
  if (open && (invoice.home == Provider::Stripe || last->errorCode.empty())) return *last;
  Payment payment;
  payment.id = ledger.newId(invoice.home == Provider::Stripe ? "pi_" : "pay_");
  payment.customer = invoice.customer;
  payment.subscription = invoice.subscription;
  payment.invoice = invoice.id;
  payment.home = invoice.home;
  payment.amount = {invoice.dueMinor, invoice.currency};
  payment.taxMinor = invoice.taxMinor;
  payment.cart = cartOf(invoice);
  payment.retry = static_cast<int>(invoice.payments.size());
  payment.created = payment.updated = nowOf(invoice.customer);
  payment.testClock = invoice.testClock;
  if (const Subscription* subscription = ledger.subscriptions.find(invoice.subscription)) {
    payment.checkout = subscription->status == SubscriptionStatus::Pending ? subscription->checkout : "";
    if (invoice.home == Provider::Dodo)
      payment.metadata = changeMetadata.empty() ? subscription->metadata : changeMetadata;
  }
  invoice.payments.push_back(payment.id);
  ledger.invoices.touch(invoice.id);
  Payment& made = ledger.payments.add(std::move(payment));
  engine.tell(What::PaymentCreated, made.id);
  return made;
}

Paying Engine::Inner::charge(Invoice& invoice, PaymentMethod* card) {
  ++invoice.attempts;
  if (card == nullptr) {
    changed(invoice, What::InvoicePaymentFailed);
    return Paying::Declined;
  }
  Payment& payment = paymentFor(invoice);
  const Paying outcome = attempt(payment, *card, true);
  if (outcome == Paying::Done) afterSuccess(payment);
  if (outcome == Paying::Declined) changed(invoice, What::InvoicePaymentFailed);
  if (outcome == Paying::NeedsAction) changed(invoice, What::InvoiceActionRequired);
  return outcome;
}

}  // namespace billing::sandbox
