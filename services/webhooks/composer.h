// Bodies of events as a provider would send them, for firing and for the demo: every type of both providers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::webhooks {

struct EventType {
  std::string name;     ///< "subscription.active", "customer.subscription.updated"
  std::string group;    ///< "Subscriptions", "Payments", ... for menus
  std::string payload;  ///< the object it carries: "Subscription", "invoice"
  std::string summary;  ///< half a sentence: when the provider sends it
};

/// All event types of a provider, in the order of its documentation.
[[nodiscard]] const std::vector<EventType>& eventTypes(Provider provider);

/// Real values from a chosen row, under composeKeys(); what is absent gets a believable one, an empty text says "none".
/// Instants are ISO 8601, amounts whole minor units (of a subscription: for one interval, quantity included). A status
/// counts where the event's type leaves it open; our own words and those of the other provider are translated.
/// `metadata` is a JSON object whose values are texts, as a team writes it into the object.
using ComposeValues = std::map<std::string, std::string>;

/// The names that ComposeValues may use.
[[nodiscard]] const std::vector<std::string>& composeKeys();

struct ComposedEvent {
  std::string eventId;  ///< for the id header; Stripe: also inside the body
  std::string body;     ///< JSON, two spaces indented
};

/// NotFound when the provider has no such event type, InvalidInput for an unknown key or a value that does not fit it.
/// `seed` makes ids reproducible (0: random).
[[nodiscard]] Result<ComposedEvent> compose(Provider provider, const std::string& type, const ComposeValues& values,
                                            Instant occurredAt, std::uint64_t seed = 0);

}  // namespace billing::webhooks
