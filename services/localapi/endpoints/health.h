// Is it well? For people, probes and Prometheus.
#pragma once

#include "localapi/apicall.h"

namespace billing::localapi {

/// GET /api/consolidated?action=health: 200 {"status":"healthy"}, or 503 when the store does not answer.
void getConsolidated(const CallPtr& call);
/// GET /metrics. Without the token it tells nothing about the business: the accounts of each plan are left out.
void getMetrics(const CallPtr& call);

}  // namespace billing::localapi
