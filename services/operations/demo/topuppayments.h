// The provider's answer to a top-up that a workspace has asked for: it charges the card on file and tells of it.
#pragma once

#include <vector>

#include "operations/demo/systemaccounts.h"
#include "store/read/storyquestions.h"

namespace billing::operations {

/// Mostly paid, now and then declined.
void tellTopUp(const DemoRequest& request, const SystemAccount& account, const store::RequestedTopUp& topUp, Instant at,
               std::vector<DemoDelivery>& deliveries);

}  // namespace billing::operations
