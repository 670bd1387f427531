// A charge that failed: who waits for what, and until when.
// Sources: docs.stripe.com/billing/revenue-recovery; providers.md 1.3 and 1.6.
#include <array>

#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

// Days after the try before it: stands in for Stripe's Smart Retries, which do not tell their times.
constexpr std::array<std::int64_t, 3> retryDays{3, 5, 7};

}  // namespace

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

}  // namespace billing::sandbox
