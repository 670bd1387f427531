// A subscription as an order finds it: what the provider says of it now, and what we hold of it.
#pragma once

#include <optional>

#include "operations/admin/heldfacts.h"

namespace billing::operations {

struct SubscriptionSight {
  SubscriptionState state;  ///< the provider's, or ours where it cannot be reached
  std::optional<providers::PendingChange> pending;
  HeldFacts held;
  bool outOfReach = false;       ///< the state is our own copy
  bool noPaymentMethod = false;  ///< the provider says that there is nothing to charge (Dodo tells)
};

/// NotFound when neither the provider nor we know it; the errors of reading.
[[nodiscard]] Result<SubscriptionSight> lookAtSubscription(const Sight& sight);
/// Just before sending: the provider's word alone counts.
[[nodiscard]] Result<SeenFields> seenSubscriptionNow(const Sight& sight);

/// A preview with what every order on a subscription has: source, seen, the drift between us and the provider.
[[nodiscard]] OrderPreview beginPreview(const Sight& sight, const SubscriptionSight& seen);

/// When and to what the account's plan falls, by the workspace's rules, if nothing more happens. `at` nullopt: never.
struct PlanFall {
  std::optional<Instant> at;
  std::string plan;  ///< afterwards
};
/// `facts` as they will be after the order.
[[nodiscard]] PlanFall fallOf(const RulesContext& rules, const AccountFacts& facts, const std::string& planBefore,
                              Instant now);
/// What the account has by the facts.
[[nodiscard]] std::string planNow(const RulesContext& rules, const AccountFacts& facts, Instant now);

/// The account's facts with one subscription changed. nullptr-safe: unchanged when it is not among them.
template <class Change>
[[nodiscard]] AccountFacts factsWith(AccountFacts facts, const std::string& subscription, Change change) {
  for (AccountSubscription& held : facts.subscriptions)
    if (held.externalId == subscription) change(held);
  return facts;
}

/// Changes' and warnings' words about what the account then has; sets accessUntil where its plan falls.
void tellAccount(const Sight& sight, const SubscriptionSight& seen, const AccountFacts& after, OrderPreview& preview);

}  // namespace billing::operations
