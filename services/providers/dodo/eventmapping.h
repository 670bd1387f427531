// What a webhook of Dodo Payments says, in our words. Pure.
// Source: dodopayments SDK 2.52.0, WebhookEventType and the payload types (48 event types).
#pragma once

#include <string_view>

#include "domain/billingevent.h"
#include "support/result.h"

namespace billing::providers::dodo {

/// `eventId` is the webhook-id header: the body has none. NotFound with the code unknown_event_type for types that are
/// not known; InvalidInput with the path of the first field that is missing or malformed.
/// `type`, unless empty, is read in place of the body's own: a team's name for it was resolved.
[[nodiscard]] Result<BillingEvent> mapEvent(std::string_view eventId, std::string_view body,
                                            std::string_view type = {});

}  // namespace billing::providers::dodo
