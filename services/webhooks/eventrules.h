// What the rooms above add when an event has been applied, within the same transaction: accounts, credits, access.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/billingevent.h"
#include "store/repositories/webhookeventrepository.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::webhooks {

/// What the rules made of an event.
struct RuleOutcome {
  std::vector<store::Effect> effects;  ///< beside what happened to the event's own objects
  std::string summary;                 ///< one line for the event list: "u_1: free → pro"; may be empty
  /// The rules cannot follow the event (nobody knows its product). What the provider told is kept all the same; the
  /// event is filed as a dead letter with this error, and does its work when it is retried after the cause was mended.
  std::optional<Error> refusal;
};

class EventRules {
 public:
  virtual ~EventRules() = default;
  /// After the event's objects have been merged into the store; also when nothing changed, since an event may come
  /// again whose effect is missing. An error (not a refusal) undoes the whole event, which then becomes a dead letter
  /// with this error. Must be idempotent, and the same whatever the order of events.
  virtual Result<RuleOutcome> apply(store::WriteContext& context, const BillingEvent& event, Instant now) = 0;
  /// The provider's type that the workspace's own name of an event means; empty when it is no alias.
  [[nodiscard]] virtual std::string providerType(std::string_view type) const = 0;
};

}  // namespace billing::webhooks
