// How subscriptions end: at once, with their period, or because nobody pays.
#include "sandbox/engine/inner.h"

namespace billing::sandbox {

void Engine::Inner::end(Subscription& subscription, SubscriptionStatus status, What what) {
  const Instant now = nowOf(subscription);
  const bool billed = subscription.status == SubscriptionStatus::Active || isBehind(subscription);
  const Period used{subscription.periodStart, now};
  subscription.endedAt = now;
  if (!subscription.cancelledAt) subscription.cancelledAt = now;
  subscription.scheduledChange.reset();
  subscription.nextAttempt.reset();
  // Stripe leaves what is open as it is, but asks nobody for it any more.
  Invoice* latest = ledger.invoices.find(subscription.latestInvoice);
  if (latest != nullptr && (latest->status == "open" || latest->status == "draft")) {
    latest->nextAttempt.reset();
    latest->finalizesAt.reset();
    latest->advances = false;
    changed(*latest, What::InvoiceUpdated);
  }
  setStatus(subscription, status, what);
  if (billed) billLastUsage(subscription, used);
}

// What was metered until the end is billed once more (docs.stripe.com, "Cancel subscriptions": usage is billed).
void Engine::Inner::billLastUsage(const Subscription& subscription, const Period& used) {
  Invoice draft = draftFor(subscription, "subscription_cycle");
  addUsageLines(draft, subscription, used);
  std::erase_if(draft.lines, [](const InvoiceLine& line) { return line.amountMinor == 0; });
  if (draft.lines.empty()) return;
  Invoice& invoice = store(std::move(draft));
  open(invoice);
  if (invoice.status == "open" && invoice.chargesAutomatically)
    static_cast<void>(charge(invoice, cardFor(subscription.id, subscription.customer)));
}

Result<Subscription*> Engine::cancelNow(const std::string& id, bool prorate, bool invoiceNow) {
  auto found = inner_->subscription(id);
  if (!found) return found;
  Subscription& subscription = **found;
  if (isFinal(subscription.status)) return wrongStatus("subscription_inactive", "cancelled", subscription);
  const bool credits = prorate && subscription.status == SubscriptionStatus::Active;
  std::vector<InvoiceLine> unused =
      credits ? inner_->unusedLines(subscription, inner_->nowOf(subscription)) : std::vector<InvoiceLine>();
  subscription.cancelAtPeriodEnd = false;
  if (subscription.cancelReason.empty()) subscription.cancelReason = "cancellation_requested";
  inner_->end(subscription, SubscriptionStatus::Cancelled, What::SubscriptionCancelled);
  Invoice draft = inner_->draftFor(subscription, "subscription_update");
  draft.id = ledger_.newId(draft.home == Provider::Stripe ? "in_" : "inv_");
  draft.lines = std::move(unused);
  if (!invoiceNow) {
    // The next invoice of this customer brings the credit, whatever it is for.
    for (const InvoiceLine& line : draft.lines) inner_->addWaiting(line, subscription, true);
    return found;
  }
  inner_->takePendingItems(draft, true);
  if (draft.lines.empty()) return found;
  Invoice& invoice = inner_->store(std::move(draft));
  inner_->open(invoice);
  if (invoice.status == "open" && invoice.chargesAutomatically)
    static_cast<void>(inner_->charge(invoice, inner_->cardFor(id, subscription.customer)));
  return found;
}

Result<Subscription*> Engine::cancelAtPeriodEnd(const std::string& id, bool yes) {
  auto found = inner_->running(id);
  if (!found) return found;
  Subscription& subscription = **found;
  if (subscription.cancelAtPeriodEnd == yes) return found;
  subscription.cancelAtPeriodEnd = yes;
  subscription.cancelAt = yes ? MaybeInstant(subscription.periodEnd) : std::nullopt;
  subscription.cancelledAt = yes ? MaybeInstant(inner_->nowOf(subscription)) : std::nullopt;
  if (subscription.cancelReason.empty() && yes) subscription.cancelReason = "cancellation_requested";
  if (!yes) subscription.cancelReason.clear();
  inner_->changed(subscription, What::SubscriptionUpdated,
                  yes ? R"({"cancel_at_period_end":false})" : R"({"cancel_at_period_end":true})");
  return found;
}

}  // namespace billing::sandbox
