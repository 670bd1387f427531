// Compares what the provider holds with what we hold and with what the webhooks said, and keeps what differs. Writes
// nothing but its own record and what the provider paid out.
#pragma once

#include <cstdint>

#include "operations/hand.h"
#include "operations/reconciledesk.h"
#include "operations/rulescontext.h"
#include "providers/billingprovider.h"
#include "store/database.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"
#include "webhooks/eventrules.h"

namespace billing::operations {

struct ReconcileServices {
  store::Database& database;
  providers::BillingProvider& provider;
  const Clock& clock;
  RulesContext rules;
  Hand hand;
  const webhooks::EventRules* eventRules = nullptr;  ///< the workspace's own names of events
  /// Whatever differs is looked at a second time, this long after the first: an event may be on its way.
  std::int64_t lookAgainAfterMs = 3'000;
  /// Payments older than this that are in no payout are told.
  int payoutDays = 14;
};

/// Blocks; on a worker thread. Conflict "running" while another run of this workspace is under way; the provider's
/// errors and Cancelled end the run with nothing found, and the run's record says so.
[[nodiscard]] Result<ReconcileReport> runReconcile(const ReconcileServices& services, const ReconcileProgress& progress,
                                                   const CancelToken& cancel);

/// The newest run that ended, and the drifts of the newest that went to its end. NotFound "never_compared".
[[nodiscard]] Result<ReconcileReport> lastReconcileReport(store::Database& database);

}  // namespace billing::operations
