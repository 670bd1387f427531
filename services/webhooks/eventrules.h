// What the rooms above add when an event has been applied, within the same transaction: accounts, credits, access.
#pragma once

#include <string>
#include <string_view>

#include "domain/billingevent.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::webhooks {

class EventRules {
 public:
  virtual ~EventRules() = default;
  /// After the event's objects have been merged into the store; also when nothing changed, since an event may come
  /// again whose effect is missing. An error undoes the whole event, which then becomes a dead letter with this error.
  /// Must be idempotent, and the same whatever the order of events.
  virtual Result<void> apply(store::WriteContext& context, const BillingEvent& event, Instant now) = 0;
  /// The provider's type that the workspace's own name of an event means; empty when it is no alias.
  [[nodiscard]] virtual std::string providerType(std::string_view type) const = 0;
};

}  // namespace billing::webhooks
