// The revenue history, kept in step with the subscriptions: in the transaction that applies what an event or a sync
// told of a subscription, it is noted, and the movements of that one customer are written anew where they differ.
//
// What is told late takes its place by its own time. A subscription whose end passes without a word ends then, not when
// somebody notices: its end stands in the tables before it comes. What counts is decided by mrr_state, so that all rows
// are made by one definition; another one makes them anew (mrrrebuild.h).
#pragma once

#include <string>

#include "domain/provider.h"
#include "metrics/mrrdefinition.h"
#include "metrics/mrrsteps.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

/// By what the tables are made.
struct MrrRules {
  MrrDefinition definition;
  std::string zone = "UTC";  ///< IANA
  bool operator==(const MrrRules&) const = default;
};

/// Something was told of a subscription.
struct MrrNews {
  Provider provider = Provider::Dodo;
  std::string subscription, customer;  ///< a subscription without a customer is one of its own
  MrrObservation seen;
  bool reading = false;  ///< our own look at the provider: noted where it tells something new
  bool newest = false;   ///< `seen` is what we hold after it, merged with all of that instant
  MrrObservation held;   ///< what we hold after it, at the time of the newest word of it
};

/// Used on the writer's thread, within Database::write.
class MrrRepository {
 public:
  /// Of a database that has none yet, the usual ones, in UTC; asked before the subscription is saved.
  [[nodiscard]] static Result<MrrRules> rules(WriteContext& context, Instant now);
  [[nodiscard]] static Result<void> note(WriteContext& context, const MrrNews& news, Instant now);
};

}  // namespace billing::store
