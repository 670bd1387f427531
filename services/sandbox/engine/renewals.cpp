// What time does to subscriptions: trials end, periods begin, charges fail and are tried again.
// Sources: docs.stripe.com/billing/subscriptions/overview and /billing/revenue-recovery; providers.md 1.3 and 1.6.
#include <algorithm>
#include <array>

#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

// Days after the try before it: stands in for Stripe's Smart Retries, which do not tell their times.
constexpr std::array<std::int64_t, 3> retryDays{3, 5, 7};
constexpr std::int64_t trialNoticeMs = 3 * kDayMs;         // customer.subscription.trial_will_end
constexpr std::int64_t stripeIncompleteMs = 23 * kHourMs;  // then incomplete_expired
constexpr std::int64_t dodoPendingMs = 24 * kHourMs;       // as long as its checkout lives

void earlier(MaybeInstant& due, const MaybeInstant& at) {
  if (at && (!due || *at < *due)) due = at;
}

bool isBilled(SubscriptionStatus status) {
  return status == SubscriptionStatus::Active || status == SubscriptionStatus::PastDue ||
         status == SubscriptionStatus::Unpaid;
}

bool cameBy(const MaybeInstant& at, Instant now) {
  return at && *at <= now;
}

}  // namespace

MaybeInstant Engine::Inner::dueOf(const Subscription& subscription) const {
  if (isFinal(subscription.status)) return std::nullopt;
  if (subscription.status == SubscriptionStatus::Pending)
    return Instant{subscription.created.ms +
                   (subscription.home == Provider::Stripe ? stripeIncompleteMs : dodoPendingMs)};
  MaybeInstant next = subscription.cancelAt;
  earlier(next, subscription.expiresAt);
  if (subscription.cancelAtPeriodEnd) earlier(next, subscription.periodEnd);
  if (subscription.status == SubscriptionStatus::Paused || !subscription.pauseCollection.empty())
    earlier(next, subscription.resumesAt);
  if (subscription.status == SubscriptionStatus::Trialing && subscription.trialEnd)
    earlier(next, subscription.trialWillEndTold ? *subscription.trialEnd
                                                : Instant{subscription.trialEnd->ms - trialNoticeMs});
  if (isBilled(subscription.status) && !subscription.onDemand) earlier(next, subscription.periodEnd);
  earlier(next, subscription.nextAttempt);
  return next;
}

void Engine::Inner::subscriptionDue(Subscription& subscription) {
  const Instant now = nowOf(subscription);
  const bool periodOver = subscription.periodEnd <= now;
  if (isFinal(subscription.status)) return;
  if (subscription.status == SubscriptionStatus::Pending) {
    if (Invoice* first = ledger.invoices.find(subscription.latestInvoice); first != nullptr && first->status == "open")
      static_cast<void>(engine.voidInvoice(first->id));
    return end(subscription, SubscriptionStatus::Failed, What::SubscriptionFailed);
  }
  if (cameBy(subscription.cancelAt, now) || (subscription.cancelAtPeriodEnd && periodOver))
    return end(subscription, SubscriptionStatus::Cancelled, What::SubscriptionCancelled);
  if (cameBy(subscription.expiresAt, now))
    return end(subscription, SubscriptionStatus::Expired, What::SubscriptionExpired);
  if (subscription.status == SubscriptionStatus::Paused) return static_cast<void>(engine.resume(subscription.id));
  if (!subscription.pauseCollection.empty() && cameBy(subscription.resumesAt, now)) {
    subscription.pauseCollection.clear();
    subscription.resumesAt.reset();
    return changed(subscription, What::SubscriptionUpdated);
  }
  if (subscription.status == SubscriptionStatus::Trialing) {
    if (cameBy(subscription.trialEnd, now)) return endTrialNow(subscription);
    subscription.trialWillEndTold = true;
    return changed(subscription, What::SubscriptionTrialWillEnd);
  }
  if (cameBy(subscription.nextAttempt, now)) return retry(subscription);
  if (periodOver) renew(subscription);
}

void Engine::Inner::endTrialNow(Subscription& subscription) {
  const Instant now = nowOf(subscription);
  if (subscription.anchor == subscription.trialEnd || subscription.anchor < now) subscription.anchor = now;
  subscription.trialEnd = now;
  subscription.trialWillEndTold = true;
  rollPeriod(subscription, now);
  setStatus(subscription, SubscriptionStatus::Active, What::SubscriptionUpdated);
  if (!subscription.onDemand) bill(subscription, "subscription_cycle");
}

// The period that `start` begins: to the next boundary counted from the anchor, so that 31 January, 28 February and
// 31 March belong together.
void Engine::Inner::rollPeriod(Subscription& subscription, Instant start) {
  subscription.periodStart = start;
  const BillingInterval interval = intervalOf(subscription.items);
  subscription.periodEnd =
      subscription.anchor > start ? subscription.anchor : periodAt(subscription.anchor, interval, start).end;
  ledger.subscriptions.touch(subscription.id);
}

void Engine::Inner::beginPeriodAnew(Subscription& subscription, Instant at) {
  subscription.anchor = at;
  rollPeriod(subscription, at);
  if (subscription.cancelAtPeriodEnd) subscription.cancelAt = subscription.periodEnd;
}

void Engine::Inner::renew(Subscription& subscription) {
  const Period ended{subscription.periodStart, subscription.periodEnd};
  if (subscription.scheduledChange && subscription.scheduledChange->at <= ended.end) {
    const ScheduledChange change = *subscription.scheduledChange;
    subscription.scheduledChange.reset();
    std::vector<SubscriptionItem> items{subscription.items.front()};
    items.front().price = change.price;
    items.front().quantity = change.quantity;
    const bool otherInterval = intervalOf(items) != intervalOf(subscription.items);
    if (otherInterval) subscription.anchor = ended.end;
    applyItems(subscription, std::move(items), std::nullopt);
  }
  rollPeriod(subscription, ended.end);
  bill(subscription, "subscription_cycle", ended);
}

void Engine::Inner::bill(Subscription& subscription, const std::string& reason, const std::optional<Period>& ended) {
  Invoice draft = draftFor(subscription, reason);
  draft.id = ledger.newId(subscription.home == Provider::Stripe ? "in_" : "inv_");
  addPeriodLines(draft, subscription);
  if (ended) addUsageLines(draft, subscription, *ended);
  takePendingItems(draft, true);
  // An unpaid subscription gathers drafts, a paused collection does what it was told to (docs.stripe.com).
  const std::string& held = subscription.pauseCollection;
  const bool staysDraft = subscription.status == SubscriptionStatus::Unpaid || held == "keep_as_draft";
  if (staysDraft) draft.advances = false;
  Invoice& invoice = store(std::move(draft));
  if (staysDraft) return changed(subscription, What::SubscriptionUpdated);
  open(invoice);
  if (invoice.status != "open") return;
  if (held == "void") return static_cast<void>(engine.voidInvoice(invoice.id));
  if (held == "mark_uncollectible") return static_cast<void>(engine.markUncollectible(invoice.id));
  collect(subscription, invoice);
}

void Engine::Inner::collect(Subscription& subscription, Invoice& invoice) {
  if (!subscription.chargesAutomatically) {
    invoice.sentAt = nowOf(subscription);
    changed(invoice, What::InvoiceSent);
    return changed(subscription, What::SubscriptionUpdated);
  }
  if (charge(invoice, cardFor(subscription.id, subscription.customer)) != Paying::Done)
    fallBehind(subscription, invoice);
}

void Engine::Inner::afterInvoicePaid(Subscription& subscription, Invoice& invoice) {
  if (isFinal(subscription.status)) return;
  if (subscription.status == SubscriptionStatus::Pending) return activate(subscription);
  const auto& payments = invoice.payments;
  if (!subscription.pendingChangePayment.empty() &&
      std::ranges::find(payments, subscription.pendingChangePayment) != payments.end())
    applyItems(subscription, subscription.pendingItems, subscription.pendingPeriod);
  const bool behind = subscription.status == SubscriptionStatus::PastDue ||
                      subscription.status == SubscriptionStatus::Unpaid ||
                      subscription.status == SubscriptionStatus::OnHold;
  if (behind && subscription.latestInvoice == invoice.id) recover(subscription);
  if (invoice.reason != "subscription_cycle") return;
  ++subscription.periodsPaid;
  changed(subscription, What::SubscriptionRenewed);
}

void Engine::Inner::fallBehind(Subscription& subscription, Invoice& invoice) {
  if (subscription.home == Provider::Dodo && !ledger.dodoDunning)
    return setStatus(subscription, SubscriptionStatus::OnHold, What::SubscriptionOnHold);
  // A further renewal that fails leaves the plan of retries as it is; they try the newest invoice.
  if (subscription.status == SubscriptionStatus::PastDue) return changed(subscription, What::SubscriptionUpdated);
  subscription.failedAttempts = 1;
  subscription.pastDueSince = nowOf(subscription);
  subscription.nextAttempt = Instant{subscription.pastDueSince->ms + retryDays[0] * kDayMs};
  invoice.nextAttempt = subscription.nextAttempt;
  ledger.invoices.touch(invoice.id);
  setStatus(subscription, SubscriptionStatus::PastDue, What::SubscriptionPastDue);
  if (subscription.home == Provider::Dodo) engine.tell(What::DunningStarted, subscription.id);
}

void Engine::Inner::recover(Subscription& subscription) {
  const bool dunned = subscription.pastDueSince && subscription.home == Provider::Dodo;
  subscription.failedAttempts = 0;
  subscription.pastDueSince.reset();
  subscription.nextAttempt.reset();
  // On hold for longer than the period that is paid now: its customer gets a whole one from today.
  if (subscription.periodEnd <= nowOf(subscription)) beginPeriodAnew(subscription, nowOf(subscription));
  setStatus(subscription, SubscriptionStatus::Active, What::SubscriptionActivated);
  if (dunned) engine.tell(What::DunningRecovered, subscription.id);
}

void Engine::Inner::retry(Subscription& subscription) {
  subscription.nextAttempt.reset();
  ledger.subscriptions.touch(subscription.id);
  Invoice* owed = ledger.invoices.find(subscription.latestInvoice);
  if (owed == nullptr || owed->status != "open") return;
  if (charge(*owed, cardFor(subscription.id, subscription.customer)) == Paying::Done) return;
  const auto failed = static_cast<std::size_t>(subscription.failedAttempts++);
  if (failed >= retryDays.size()) return giveUp(subscription);
  subscription.nextAttempt = Instant{nowOf(subscription).ms + retryDays.at(failed) * kDayMs};
  owed->nextAttempt = subscription.nextAttempt;
  changed(*owed, What::InvoiceUpdated);
}

void Engine::Inner::giveUp(Subscription& subscription) {
  if (ledger.afterDunning == "keep") return;
  if (ledger.afterDunning == "unpaid" && subscription.home == Provider::Stripe)
    return setStatus(subscription, SubscriptionStatus::Unpaid, What::SubscriptionUpdated);
  subscription.cancelReason = "payment_failed";
  end(subscription, SubscriptionStatus::Cancelled, What::SubscriptionCancelled);
}

Invoice Engine::Inner::upcoming(const Subscription& subscription, const std::vector<InvoiceItem>& more) {
  Subscription next = subscription;
  const Period ended{subscription.periodStart, subscription.periodEnd};
  if (next.scheduledChange) {
    next.items.resize(1);
    next.items.front().price = next.scheduledChange->price;
    next.items.front().quantity = next.scheduledChange->quantity;
  }
  if (intervalOf(next.items) != intervalOf(subscription.items)) next.anchor = ended.end;
  next.periodStart = ended.end;
  next.periodEnd = next.anchor > ended.end ? next.anchor : periodAt(next.anchor, intervalOf(next.items), ended.end).end;
  Invoice draft = draftFor(next, "upcoming");
  draft.created = ended.end;
  if (!subscription.cancelAtPeriodEnd) addPeriodLines(draft, next);
  addUsageLines(draft, subscription, ended);
  takePendingItems(draft, false);
  for (const InvoiceItem& item : more) draft.lines.push_back(lineOfWaiting(item));
  return draft;
}

Result<Invoice> Engine::previewRenewal(const std::string& id) {
  auto found = inner_->running(id);
  if (!found) return failure(found.error());
  Invoice preview = inner_->upcoming(**found, {});
  total(preview);
  return preview;
}

}  // namespace billing::sandbox
