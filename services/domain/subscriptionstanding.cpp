#include "domain/subscriptionstanding.h"

#include "domain/civildate.h"

namespace billing {
namespace {

using Status = SubscriptionStatus;

bool isFailing(const AccountSubscription& subscription) {
  switch (subscription.status) {
    case Status::PastDue:
    case Status::OnHold:
    case Status::Unpaid:
      return true;
    case Status::Active:
      return subscription.failingSince.has_value();
    default:
      return false;
  }
}

// When an ended subscription ended. Where nobody says, long ago: what is due is then due at once.
Instant endOf(const AccountSubscription& subscription) {
  if (subscription.cancelAtPeriodEnd && subscription.periodEnd) return *subscription.periodEnd;
  for (const auto& end : {subscription.cancelledAt, subscription.cancelAt, subscription.periodStart}) {
    if (end) return *end;
  }
  return subscription.createdAt.value_or(Instant{});
}

void becomesDue(Standing& standing, Instant due, const char* reason) {
  if (standing.due && *standing.due <= due) return;
  standing.due = due;
  standing.reason = reason;
}

// Whether a subscription that ended at `end` still gives its plan.
bool outlives(const Situation& situation, const AccountSubscription& subscription, Instant end) {
  switch (situation.rules.downgrade) {
    case DowngradeWhen::Event:
      return false;
    case DowngradeWhen::Nightly:
      return !subscription.downgraded;
    case DowngradeWhen::AfterGrace:
      return !subscription.downgraded && situation.now < end;
  }
  return false;
}

void judgeEnded(const Situation& situation, Standing& standing) {
  const AccountSubscription& subscription = *standing.subscription;
  const Instant end = endOf(subscription);
  standing.gives = outlives(situation, subscription, end);
  becomesDue(standing, nightlyAfter(situation, end), subscription.status == Status::Expired ? "expired" : "cancelled");
}

void judgeFailing(const Situation& situation, Standing& standing) {
  const AccountSubscription& subscription = *standing.subscription;
  if (standing.status == Status::Active) standing.status = Status::PastDue;
  standing.gives = !subscription.downgraded;
  const auto since = subscription.failingSince ? subscription.failingSince : subscription.periodStart;
  if (situation.rules.downgrade != DowngradeWhen::AfterGrace || !since) return;
  standing.graceEnd = graceEnd(*since, situation.rules.graceDays);
  becomesDue(standing, nightlyAfter(situation, *standing.graceEnd), "payment_failed");
}

void judgeRunning(const Situation& situation, Standing& standing) {
  const AccountSubscription& subscription = *standing.subscription;
  standing.gives = true;
  if (isFailing(subscription)) judgeFailing(situation, standing);
  const auto end = scheduledEnd(subscription);
  if (!end) return;
  // The provider's own event usually comes first; the job makes good what was never delivered.
  becomesDue(standing, nightlyAfter(situation, *end), "cancelled");
  if (*end <= situation.now) standing.gives = standing.gives && outlives(situation, subscription, *end);
}

const Plan* planOf(const Situation& situation, const AccountSubscription& subscription) {
  const auto sold = situation.rules.soldAs(subscription.productId, situation.live);
  if (sold.plan || situation.rules.unknownProduct == UnknownProduct::Refuse) return sold.plan;
  return situation.rules.plan(situation.rules.unknownProductPlan);
}

}  // namespace

bool isRunning(SubscriptionStatus status) {
  return status == Status::Trialing || status == Status::Active || status == Status::PastDue ||
         status == Status::OnHold || status == Status::Unpaid;
}

std::optional<Instant> scheduledEnd(const AccountSubscription& subscription) {
  if (subscription.cancelAt) return subscription.cancelAt;
  return subscription.cancelAtPeriodEnd ? subscription.periodEnd : std::nullopt;
}

Instant nightlyAfter(const Situation& situation, Instant end) {
  return nightlyRunAtOrAfter(end, situation.rules.nightlyMinuteUtc);
}

Standing standingOf(const Situation& situation, const AccountSubscription& subscription) {
  Standing standing;
  standing.subscription = &subscription;
  standing.status = subscription.status;
  standing.plan = planOf(situation, subscription);
  if (isRunning(subscription.status)) {
    judgeRunning(situation, standing);
  } else if (subscription.status == Status::Cancelled || subscription.status == Status::Expired) {
    judgeEnded(situation, standing);
  }
  return standing;
}

}  // namespace billing
