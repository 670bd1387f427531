// Applies one billing event to the store: reads what is held of each object, merges, saves what is new.
#pragma once

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
[[nodiscard]] Result<AppliedEvent> applyEvent(store::WriteContext& context, const BillingEvent& event, Instant now);

}  // namespace billing::webhooks
