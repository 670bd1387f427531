// When the jobs run.
#pragma once

#include <optional>

#include "operations/jobs/jobs.h"

namespace billing::operations {

/// "downgrade", "top_up" or "expire"; nullopt for other words.
[[nodiscard]] std::optional<JobKind> jobKindFrom(std::string_view word);

/// The schedule starts it: downgrades unless the profile turns them off, top-ups where it has a rule for them, and
/// always what expires.
[[nodiscard]] bool isOnTimetable(const BillingRules& rules, JobKind kind);

/// The newest slot of the timetable at or before `now`.
[[nodiscard]] Instant lastSlot(const BillingRules& rules, JobKind kind, Instant now);

}  // namespace billing::operations
