// What people do to a running subscription: cancel, pause, resume, move its dates, give it another card.
#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

tl::unexpected<Error> wrongStatus(const char* code, const char* what, const Subscription& subscription) {
  return refused(ErrorKind::Conflict, code, std::string("The subscription cannot be ") + what,
                 "its status is " + std::string(toString(subscription.status)));
}

bool isBehind(const Subscription& subscription) {
  return subscription.status == SubscriptionStatus::PastDue || subscription.status == SubscriptionStatus::OnHold ||
         subscription.status == SubscriptionStatus::Unpaid;
}

}  // namespace

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

Result<Subscription*> Engine::pause(const std::string& id) {
  auto found = inner_->running(id);
  if (!found) return found;
  Subscription& subscription = **found;
  if (subscription.status != SubscriptionStatus::Active && subscription.status != SubscriptionStatus::Trialing)
    return wrongStatus("cannot_pause", "paused", subscription);
  subscription.pausedAt = inner_->nowOf(subscription);
  inner_->setStatus(subscription, SubscriptionStatus::Paused, What::SubscriptionPaused);
  return found;
}

// Neither provider says what becomes of a period that ended while the subscription paused. Here: what was paid for and
// is not over goes on; otherwise a new period begins, is invoiced and charged (Stripe's billing_cycle_anchor=now).
Result<Subscription*> Engine::resume(const std::string& id) {
  auto found = inner_->subscription(id);
  if (!found) return found;
  Subscription& subscription = **found;
  if (subscription.status != SubscriptionStatus::Paused) return wrongStatus("not_paused", "resumed", subscription);
  const Instant now = inner_->nowOf(subscription);
  const bool trial = subscription.trialEnd && now < *subscription.trialEnd;
  subscription.pausedAt.reset();
  subscription.resumesAt.reset();
  const bool over = subscription.periodEnd <= now;
  if (over) inner_->beginPeriodAnew(subscription, now);
  inner_->setStatus(subscription, trial ? SubscriptionStatus::Trialing : SubscriptionStatus::Active,
                    What::SubscriptionResumed);
  if (over && !subscription.onDemand) inner_->bill(subscription, "subscription_cycle");
  return found;
}

Result<Subscription*> Engine::endTrial(const std::string& id, Instant at) {
  auto found = inner_->running(id);
  if (!found) return found;
  Subscription& subscription = **found;
  if (subscription.status != SubscriptionStatus::Trialing)
    return wrongStatus("not_trialing", "given another end of trial", subscription);
  if (at <= inner_->nowOf(subscription)) {
    inner_->endTrialNow(subscription);
    return found;
  }
  if (subscription.anchor == subscription.trialEnd) subscription.anchor = at;
  subscription.trialEnd = subscription.periodEnd = at;
  subscription.trialWillEndTold = false;
  if (subscription.cancelAtPeriodEnd) subscription.cancelAt = at;
  inner_->changed(subscription, What::SubscriptionUpdated);
  return found;
}

// In the future: the period lasts until then, at no charge (Dodo's next_billing_date). Now: what is left is credited, a
// new period begins and is charged (Stripe's billing_cycle_anchor=now).
Result<Subscription*> Engine::moveRenewal(const std::string& id, Instant at) {
  auto found = inner_->running(id);
  if (!found) return found;
  Subscription& subscription = **found;
  const Instant now = inner_->nowOf(subscription);
  if (at > now) {
    subscription.anchor = subscription.periodEnd = at;
    if (subscription.status == SubscriptionStatus::Trialing) subscription.trialEnd = at;
    if (subscription.cancelAtPeriodEnd) subscription.cancelAt = at;
    inner_->changed(subscription, What::SubscriptionUpdated);
    return found;
  }
  if (subscription.status == SubscriptionStatus::Trialing) return endTrial(id, now);
  for (const InvoiceLine& line : inner_->unusedLines(subscription, now)) inner_->addWaiting(line, subscription, false);
  inner_->beginPeriodAnew(subscription, now);
  inner_->changed(subscription, What::SubscriptionUpdated);
  inner_->bill(subscription, "subscription_update");
  return found;
}

Result<Subscription*> Engine::useCard(const std::string& id, const std::string& paymentMethod) {
  auto found = inner_->subscription(id);
  if (!found) return found;
  Subscription& subscription = **found;
  if (isFinal(subscription.status)) return wrongStatus("subscription_inactive", "given another card", subscription);
  auto card = Inner::found(ledger_.paymentMethods, paymentMethod, "payment method");
  if (!card) return failure(card.error());
  inner_->attach(**card, subscription.customer);
  subscription.paymentMethod = paymentMethod;
  inner_->changed(subscription, What::SubscriptionCardChanged);
  Invoice* owed = ledger_.invoices.find(subscription.latestInvoice);
  if (isBehind(subscription) && owed != nullptr && owed->status == "open")
    static_cast<void>(inner_->charge(*owed, *card));
  return found;
}

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
