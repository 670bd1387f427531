// The provider's answer to a top-up that a workspace has asked for: it charges the card on file and tells of it.
#pragma once

#include <vector>

#include "operations/demo/systemaccounts.h"
#include "store/database.h"

namespace billing::operations {

struct RequestedTopUp {
  std::string request;  ///< its id
  std::string account;  ///< key
  Money price;
};

/// All that are not settled. Blocks; on a worker.
[[nodiscard]] Result<std::vector<RequestedTopUp>> requestedTopUps(store::Database& database);

/// Mostly paid, now and then declined.
void tellTopUp(const DemoRequest& request, const SystemAccount& account, const RequestedTopUp& topUp, Instant at,
               std::vector<DemoDelivery>& deliveries);

}  // namespace billing::operations
