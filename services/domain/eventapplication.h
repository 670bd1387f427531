// Merges what an event says about one object into what we hold of it. Pure: the same deliveries in any order, and any
// of them twice, end in the same state.
//
// The rule. Every field of an object remembers which event its value comes from, and an event's value replaces it only
// when that event is the greater of the two, compared by
//   1. Hint < Part and Whole (Snapshot),
//   2. the object's time (BillingEvent::occurredAt),
//   3. how settled the object is: a final status wins over a running one of the same time,
//   4. whether the event says that it changed this field: of two events of one second, the one that changed a field
//   knows
//      more of it than the one that merely carried it along (Stripe dates by the second and tells the previous values),
//   5. the event id, which is arbitrary but the same for everybody.
// So an older state never overwrites a newer one, an update before its create makes the row, a late `active` does not
// revive a subscription that was cancelled after it, and what a partial snapshot does not mention keeps the newest
// value that was sent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/billingevent.h"

namespace billing {

enum class Outcome { Created, Updated, Unchanged, Stale };
[[nodiscard]] std::string_view toString(Outcome outcome);  ///< "created", "updated", "unchanged", "stale"

struct FieldChange {
  std::string field;   ///< "status", "amount", "period_end": the words of the schema without units
  std::string before;  ///< as people read it: "12.00 USD", "2026-03-01T00:00:00Z", "yes"; empty when there was none
  std::string after;
  bool operator==(const FieldChange&) const = default;
};

/// Which event a snapshot came with.
struct EventStamp {
  Instant at;
  std::string eventId;
  std::vector<std::string> changed = {};  ///< fields that the event says it changed; names as in entityfields.h
};

/// An object as it is stored: its fields, the newest event merged into it, and where older fields come from.
template <class State>
struct Held {
  State state;
  Instant objectTime;         ///< column object_time
  std::string objectEvent;    ///< column object_event
  std::string fieldVersions;  ///< column field_versions: written and read by eventapplication only
};

template <class State>
struct Applied {
  Outcome outcome = Outcome::Unchanged;
  Held<State> held;                  ///< what is to be stored
  std::vector<FieldChange> changes;  ///< empty unless created or updated
  bool save = false;                 ///< a field, or where it comes from, is new
};

/// `held` is what is stored of the object with the snapshot's external id, if anything is.
/// State is one of CustomerState, SubscriptionState, PaymentState, InvoiceState, RefundState, DisputeState, UsageState,
/// PriceState.
template <class State>
[[nodiscard]] Applied<State> applySnapshot(const std::optional<Held<State>>& held, const State& snapshot,
                                           const EventStamp& event);

}  // namespace billing
