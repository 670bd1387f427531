// Dodo's charges on demand.
#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

bool waitsForCustomer(const Ledger& ledger, const Subscription& subscription) {
  const Invoice* last = ledger.invoices.find(subscription.latestInvoice);
  if (last == nullptr || last->payments.empty()) return false;
  return ledger.payments.find(last->payments.back())->status == "requires_action";
}

// Dodo's refusals: SUBSCRIPTION_NOT_ON_DEMAND, SUBSCRIPTION_INACTIVE, CHARGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION,
// PREVIOUS_PAYMENT_PENDING (providers.md 1.1).
Result<void> mayChargeOnDemand(const Ledger& ledger, const Subscription& subscription, Money amount) {
  if (!subscription.onDemand) return wrongStatus("not_on_demand", "charged: it is not on demand", subscription);
  if (subscription.status != SubscriptionStatus::Active)
    return wrongStatus("subscription_inactive", "charged", subscription);
  if (subscription.cancelAtPeriodEnd)
    return wrongStatus("scheduled_cancellation", "charged: it is about to end", subscription);
  if (amount.minor <= 0)
    return refused(ErrorKind::InvalidInput, "bad_amount", "So much cannot be charged", "the amount is not above 0");
  if (waitsForCustomer(ledger, subscription))
    return wrongStatus("previous_payment_pending", "charged: its last payment is still open", subscription);
  return {};
}

}  // namespace

Invoice Engine::Inner::demand(const Subscription& subscription, Money amount, const std::string& text) const {
  Invoice draft = draftFor(subscription, "manual");
  draft.currency = amount.currency.empty() ? subscription.currency : amount.currency;
  InvoiceLine line = lineOf(subscription.items.front(), draft.created, draft.created);
  line.amountMinor = amount.minor;
  line.quantity = 1;
  if (!text.empty()) line.text = text;
  draft.lines.push_back(std::move(line));
  return draft;
}

Result<Payment*> Engine::chargeOnDemand(const std::string& id, Money amount, const std::string& text) {
  auto found = inner_->running(id);
  if (!found) return failure(found.error());
  if (auto may = mayChargeOnDemand(ledger_, **found, amount); !may) return failure(may.error());
  PaymentMethod* card = inner_->cardFor(id, (*found)->customer);
  if (card == nullptr) return refused(ErrorKind::InvalidInput, "no_payment_method", "There is no card to charge");
  Invoice& invoice = inner_->store(inner_->demand(**found, amount, text));
  inner_->open(invoice);
  Payment& payment = inner_->paymentFor(invoice);  // also where a credit paid all of it
  if (invoice.status == "paid") payment.status = "succeeded";
  const Paying outcome = invoice.status == "open" ? inner_->charge(invoice, card) : Paying::Done;
  // Nobody retries a charge on demand: a declined one is asked for anew.
  if (outcome == Paying::Declined) static_cast<void>(markUncollectible(invoice.id));
  return &payment;
}

}  // namespace billing::sandbox
