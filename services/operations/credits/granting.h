// Granting, for those who know since when the credits are the account's.
#pragma once

#include "operations/credits/creditbook.h"

namespace billing::operations {

/// Usable from `granted` on; booked `now`. Otherwise as grantCredits.
[[nodiscard]] Result<bool> grantCreditsSince(store::WriteContext& context, const GrantRequest& request, Instant granted,
                                             Instant now);

}  // namespace billing::operations
