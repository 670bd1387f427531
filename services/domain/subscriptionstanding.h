// What one subscription is worth to its account.
#pragma once

#include <optional>
#include <string>

#include "domain/accountstate.h"
#include "domain/billingrules.h"
#include "support/instant.h"

namespace billing {

/// By which rules, in which mode, and when an account is judged.
struct Situation {
  const BillingRules& rules;
  bool live;
  Instant now;
};

struct Standing {
  const AccountSubscription* subscription = nullptr;
  SubscriptionStatus status = SubscriptionStatus::Unknown;
  bool gives = false;  ///< its plan is the account's to have
  std::optional<Instant> graceEnd, due;
  std::string reason;          ///< of `due`
  const Plan* plan = nullptr;  ///< what it gives; nullptr: a product that is refused
};

/// Refers to the subscription.
[[nodiscard]] Standing standingOf(const Situation& situation, const AccountSubscription& subscription);

/// Trialing, active or failing: not ended, and not waiting for its first payment.
[[nodiscard]] bool isRunning(SubscriptionStatus status);
/// When a running one is going to end, if it is.
[[nodiscard]] std::optional<Instant> scheduledEnd(const AccountSubscription& subscription);
/// The first run of the nightly job at or after an end.
[[nodiscard]] Instant nightlyAfter(const Situation& situation, Instant end);

}  // namespace billing
