// All deliveries of the year of a workspace with rules, in the order in which they arrive. Pure, and the same for the
// same request; what depends on the state that they lead to (usage, jobs, top-ups) is done by systemstory.h.
#pragma once

#include <vector>

#include "operations/demo/demoyear.h"
#include "operations/demo/systemaccounts.h"

namespace billing::operations {

struct SystemYear {
  Instant begin;  ///< midnight
  std::vector<SystemAccount> accounts;
  std::vector<DemoDelivery> deliveries;
};

/// `request.profile` must be given.
[[nodiscard]] SystemYear systemYear(const DemoRequest& request);

}  // namespace billing::operations
