// Dodo's charges on demand.
#include "sandbox/engine/inner.h"

namespace billing::sandbox {

Result<Payment*> Engine::chargeOnDemand(const std::string& id, Money amount, const std::string& text) {
  auto found = inner_->running(id);
  if (!found) return failure(found.error());
  Subscription& subscription = **found;
  if (!subscription.onDemand) return wrongStatus("not_on_demand", "charged: it is not on demand", subscription);
  if (subscription.status != SubscriptionStatus::Active)
    return wrongStatus("subscription_inactive", "charged", subscription);
  if (subscription.cancelAtPeriodEnd)
    return wrongStatus("scheduled_cancellation", "charged: it is about to end", subscription);
  if (amount.minor <= 0)
    return refused(ErrorKind::InvalidInput, "bad_amount", "So much cannot be charged", "the amount is not above 0");
  PaymentMethod* card = inner_->cardFor(id, subscription.customer);
  if (card == nullptr) return refused(ErrorKind::InvalidInput, "no_payment_method", "There is no card to charge");
  const Invoice* last = ledger_.invoices.find(subscription.latestInvoice);
  const Payment* before =
      last == nullptr || last->payments.empty() ? nullptr : ledger_.payments.find(last->payments.back());
  if (before != nullptr && before->status == "requires_action")
    return wrongStatus("previous_payment_pending", "charged: its last payment is still open", subscription);
  Invoice draft = inner_->draftFor(subscription, "manual");
  draft.currency = amount.currency.empty() ? subscription.currency : amount.currency;
  InvoiceLine line = inner_->lineOf(subscription.items.front(), draft.created, draft.created);
  line.amountMinor = amount.minor;
  line.quantity = 1;
  if (!text.empty()) line.text = text;
  draft.lines.push_back(std::move(line));
  Invoice& invoice = inner_->store(std::move(draft));
  inner_->open(invoice);
  Payment& payment = inner_->paymentFor(invoice);  // also where a credit paid all of it
  if (invoice.status == "paid") payment.status = "succeeded";
  const Paying outcome = invoice.status == "open" ? inner_->charge(invoice, card) : Paying::Done;
  // Nobody retries a charge on demand: a declined one is asked for anew.
  if (outcome == Paying::Declined) static_cast<void>(markUncollectible(invoice.id));
  return &payment;
}

}  // namespace billing::sandbox
