// The numbers of /metrics in Prometheus' text format 0.0.4.
#pragma once

#include <string>

#include "localapi/requestboard.h"
#include "store/read/servicefigures.h"
#include "webhooks/listener.h"

namespace billing::localapi {

/// Requests of the local API by route and status, and how long they took.
[[nodiscard]] std::string requestMetrics(const RequestBoard& board);
/// Deliveries by what became of them, and open connections.
[[nodiscard]] std::string listenerMetrics(const webhooks::ListenerStatus& status);
/// Dead letters, processing lag, jobs; `withAccounts` also the accounts of each plan.
[[nodiscard]] std::string storeMetrics(const store::ServiceFigures& figures, Instant now, bool withAccounts);

}  // namespace billing::localapi
