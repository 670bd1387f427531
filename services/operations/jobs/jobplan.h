// What comes of a job before anything is done: the same for a run, a dry run, and a look from beside.
#pragma once

#include "operations/jobs/jobwork.h"
#include "store/repositories/jobrepository.h"

namespace billing::operations {

/// Why this run does nothing at all; empty: it runs. By hand a downgrade runs although the profile keeps it off the
/// timetable; the switch stops both. On any connection.
[[nodiscard]] Result<QString> whyStopped(store::WriteContext& context, const RulesContext& rules,
                                         const JobRequest& request, Instant now);

/// The task as an item: "would", or "skipped" with the reason. On any connection.
[[nodiscard]] Result<store::NewJobItem> plannedItem(store::WriteContext& context, std::int64_t account,
                                                    const JobTask& task);

}  // namespace billing::operations
