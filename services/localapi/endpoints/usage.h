// Counting what accounts do, and refusing what their plan does not hold.
#pragma once

#include "localapi/apicall.h"

namespace billing::localapi {

/// POST /api/usage {account, action, units, request_id, check_only}: 200 with the figures, or the profile's status (402
/// or 429) with the figures, the hint and the larger plans. When the store cannot be asked: 503, or where the profile
/// says so 200 with "letThrough", which is listed.
void postUsage(const CallPtr& call);
/// GET /api/usage: the figures of all quotas, and the credits.
void getUsage(const CallPtr& call);

}  // namespace billing::localapi
