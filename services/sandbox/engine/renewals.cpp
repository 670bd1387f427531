// What time does to subscriptions: trials end, periods begin, charges fail and are tried again.
// Sources: docs.stripe.com/billing/subscriptions/overview and /billing/revenue-recovery; providers.md 1.3 and 1.6.
#include <algorithm>

#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

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
  const bool bare = cardFor(subscription.id, subscription.customer) == nullptr;
  if (bare && subscription.withoutCard == "pause") return static_cast<void>(engine.pause(subscription.id));
  if (bare && subscription.withoutCard == "cancel")
    return end(subscription, SubscriptionStatus::Cancelled, What::SubscriptionCancelled);
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
  if (isBehind(subscription) && subscription.latestInvoice == invoice.id) recover(subscription);
  if (invoice.reason != "subscription_cycle") return;
  ++subscription.periodsPaid;
  changed(subscription, What::SubscriptionRenewed);
}

}  // namespace billing::sandbox
