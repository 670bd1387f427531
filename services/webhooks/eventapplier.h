// Applies one billing event to the store: reads what is held of each object, merges, saves what is new.
#pragma once

#include <optional>
#include <vector>

#include "domain/billingevent.h"
#include "store/repositories/webhookeventrepository.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::webhooks {

struct AppliedEvent {
  store::EventOutcome outcome;
  std::vector<store::Effect> effects;
};

/// Within a write. Applied when any object was created or changed; stale when the object that the event is about is
/// held in a newer state; else unchanged. The outcome is not yet written.
///
/// `readAt` is given when the "event" is our own reading of the provider at that time: its whole objects are then
/// confirmed, and where nothing changed nobody is told (no row is read again, none moves).
[[nodiscard]] Result<AppliedEvent> applyEvent(store::WriteContext& context, const BillingEvent& event, Instant now,
                                              std::optional<Instant> readAt = std::nullopt);

}  // namespace billing::webhooks
