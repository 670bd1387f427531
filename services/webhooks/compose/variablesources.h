// Where an event's values come from: the type itself, the caller, and invention, in this order of trust.
#pragma once

#include "support/result.h"
#include "webhooks/compose/eventtypetable.h"
#include "webhooks/compose/eventvariables.h"
#include "webhooks/compose/inventedids.h"

namespace billing::webhooks {

/// InvalidInput when a value of the caller is not what its name promises ("amount_minor" no whole number, an instant
/// that is not ISO 8601, a quantity below 1).
[[nodiscard]] Result<EventVariables> gatherVariables(Provider provider, const EventTypeRow& row,
                                                     const ComposeValues& values, Instant occurredAt,
                                                     const InventedIds& ids);

/// The provider's own rules: what follows from a status, and the words it uses. Called by gatherVariables.
void completeDodo(EventVariables& variables, const EventTypeRow& row, Instant occurredAt);
void completeStripe(EventVariables& variables, const EventTypeRow& row, Instant occurredAt, const InventedIds& ids);

}  // namespace billing::webhooks
