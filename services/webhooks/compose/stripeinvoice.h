// The many fields of a Stripe invoice that follow from its status.
#pragma once

#include "webhooks/compose/eventtypetable.h"
#include "webhooks/compose/eventvariables.h"
#include "webhooks/compose/inventedids.h"

namespace billing::webhooks {

void completeStripeInvoice(EventVariables& variables, const EventTypeRow& row, Instant occurredAt,
                           const InventedIds& ids);

}  // namespace billing::webhooks
