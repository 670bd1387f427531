// What an account has, from what is held of its subscriptions. Pure, so the order in which events came does not matter.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/billingrules.h"
#include "support/instant.h"

namespace billing {

/// A subscription as far as the account's state depends on it.
struct AccountSubscription {
  std::string externalId, productId;
  SubscriptionStatus status = SubscriptionStatus::Unknown;
  std::optional<BillingInterval> interval;
  std::optional<Instant> createdAt, periodStart, periodEnd, trialEnd, cancelAt, cancelledAt;
  bool cancelAtPeriodEnd = false;
  /// First charge that failed since the last that succeeded, else when the status became past_due or on_hold.
  std::optional<Instant> failingSince;
  bool downgraded = false;  ///< the job has taken it off the account, since it last failed or ended
};

struct AccountFacts {
  std::vector<AccountSubscription> subscriptions;
  std::optional<Instant> trialStartedAt;  ///< a trial without subscription
  std::string manualPlan;                 ///< by hand, wins over subscriptions; empty: none
};

struct AccountState {
  std::string plan;                                         ///< key; empty when nothing is sold as plans
  std::string subscription;                                 ///< external id of the one that gives the plan; empty: none
  SubscriptionStatus status = SubscriptionStatus::Unknown;  ///< of that subscription; Active for the free plan
  std::optional<Instant> periodStart, periodEnd, trialEnd;
  bool endsAtPeriodEnd = false;
  std::optional<Instant> graceEnd;      ///< while a charge fails
  std::optional<Instant> downgradeDue;  ///< from when on the job takes the plan away; it still has it
  std::string downgradeReason;          ///< "cancelled", "expired", "payment_failed", "trial_over"
  std::string unknownProduct;           ///< a live subscription to a product that no plan names
  bool operator==(const AccountState&) const = default;
};

/// Of several running subscriptions the one of the highest rank counts, then one that stays before one that is about to
/// end, then the youngest, then the greater id.
/// DowngradeWhen::Event: an ended subscription gives nothing at once. Nightly: it gives its plan until the job has run
/// (`downgraded`), due at the first nightly run after its end. AfterGrace: a failing one gives its plan until the job
/// has run, due at the first nightly run after the grace; a cancelled one until its end. A subscription that is
/// cancelled at its period's end, and whose end passed without word from the provider, counts as ended. One that is
/// healthy again counts whatever the job did before: what is paid is never lost. Pending, paused and failed ones give
/// nothing.
[[nodiscard]] AccountState accountState(const BillingRules& rules, bool live, const AccountFacts& facts, Instant now);

}  // namespace billing
