// The jobs that keep accounts in order: downgrade what has ended, top up credits, expire what has lapsed. Each is
// idempotent: run twice or killed in the middle, every deed is done once.
#pragma once

#include "operations/deskvalues.h"
#include "operations/rulescontext.h"
#include "store/database.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

/// Blocks; on a worker. Works in transactions of at most 100 accounts, so a kill loses no more than is undone. While
/// the switch stop_downgrades is on, a downgrade ends at once as "stopped" with the switch's reason. Top-up: raises a
/// request that the provider is to charge (credit_purchases "requested", kind automatic), credited when the payment
/// comes; in a workspace without provider access the caller charges the sandbox. Cancelled keeps what is done.
[[nodiscard]] Result<JobReport> runJob(store::Database& database, const RulesContext& rules, const JobRequest& request,
                                       Instant now, const JobProgress& progress = {}, CancelToken cancel = {});

/// The next run by the timetable after `now`.
[[nodiscard]] Instant nextRun(const BillingRules& rules, JobKind kind, Instant now);

}  // namespace billing::operations
