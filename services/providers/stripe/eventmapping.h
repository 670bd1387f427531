// What a webhook of Stripe says, in our words. Pure. Reads the shapes of before and since API version 2025-03-31.basil
// (periods on the subscription or on its items; an invoice's subscription and payments in either place), and ids as
// text or expanded. Source: stripe SDK 23.1.0 (API version 2026-10-28.endive) and its changelog.
//
// One payment for each payment intent: a charge that belongs to one, an invoice's payment and the intent itself are
// read into the same row, under the intent's id. Only a charge without an intent stands for itself.
#pragma once

#include <string_view>

#include "domain/billingevent.h"
#include "support/result.h"

namespace billing::providers::stripe {

/// NotFound with the code unknown_event_type for types without a meaning for billing; InvalidInput with the path of the
/// first field that is missing or malformed.
/// `type`, unless empty, is read in place of the body's own: a team's name for it was resolved.
[[nodiscard]] Result<BillingEvent> mapEvent(std::string_view eventId, std::string_view body,
                                            std::string_view type = {});

}  // namespace billing::providers::stripe
