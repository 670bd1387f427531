// What a run would do, asked beside the program that holds the database.
#pragma once

#include "operations/jobs/jobs.h"

namespace billing::operations {

/// A dry run that only reads, so nothing of it is recorded and the run's id is 0. Works on a database that was opened
/// to read.
[[nodiscard]] Result<JobReport> dryRunBeside(store::Database& database, const RulesContext& rules,
                                             const JobRequest& request, Instant now);

}  // namespace billing::operations
