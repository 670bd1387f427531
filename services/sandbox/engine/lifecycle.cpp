// What people do to a running subscription: cancel, pause, resume, move its dates, give it another card.
#include "sandbox/engine/inner.h"

namespace billing::sandbox {
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

// Stripe's trial_end on what is paid for already: a trial begins at once, and the next charge comes at its end, where
// the billing cycle begins anew (docs.stripe.com, "Use trial periods"). What was paid for is credited or not.
Result<Subscription*> Engine::beginTrial(const std::string& id, Instant until, bool credit) {
  auto found = inner_->running(id);
  if (!found) return found;
  Subscription& subscription = **found;
  if (subscription.status == SubscriptionStatus::Trialing) return endTrial(id, until);
  const Instant now = inner_->nowOf(subscription);
  if (subscription.status != SubscriptionStatus::Active || until <= now)
    return wrongStatus("not_active", "given a trial", subscription);
  if (credit) {
    for (const InvoiceLine& line : inner_->unusedLines(subscription, now))
      inner_->addWaiting(line, subscription, false);
  }
  subscription.trialStart = subscription.periodStart = now;
  subscription.trialEnd = subscription.periodEnd = subscription.anchor = until;
  subscription.trialWillEndTold = false;
  if (subscription.cancelAtPeriodEnd) subscription.cancelAt = until;
  inner_->setStatus(subscription, SubscriptionStatus::Trialing, What::SubscriptionUpdated);
  inner_->billTrial(subscription);
  return found;
}

// A trial has an invoice of its own, over nothing.
void Engine::Inner::billTrial(const Subscription& subscription) {
  Invoice draft = draftFor(subscription, "subscription_update");
  addPeriodLines(draft, subscription);
  for (InvoiceLine& line : draft.lines) line.amountMinor = 0;
  open(store(std::move(draft)));
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

}  // namespace billing::sandbox
