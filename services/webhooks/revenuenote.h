// What an applied snapshot of a subscription means for the revenue history.
#pragma once

#include <optional>

#include "domain/eventapplication.h"
#include "store/repositories/mrrrepository.h"
#include "store/repositories/subscriptionrepository.h"

namespace billing::webhooks {

/// The monthly figure that lists show: rounded for this subscription, by the workspace's definition, as of `now`.
[[nodiscard]] Result<std::int64_t> listedMrr(store::WriteContext& context, const SubscriptionState& state, Instant now);

struct SubscriptionWord {
  const store::StoredSubscription& held;  ///< after it
  const SubscriptionState& snapshot;
  const EventStamp& stamp;
  std::optional<Instant> readAt;  ///< our own reading of the provider
};
/// Notes it, also where it is older than what we hold: then it takes its place in the past.
[[nodiscard]] Result<void> noteRevenue(store::WriteContext& context, const SubscriptionWord& word, Instant now);

}  // namespace billing::webhooks
