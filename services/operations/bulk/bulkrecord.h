// How a run and its audit entry are written. Within this room only.
#pragma once

#include "operations/admin/permissions.h"
#include "store/audit/auditlog.h"

namespace billing::operations::bulk {

/// "bulk.asked", "bulk.paused", ... with what became of the run so far.
[[nodiscard]] store::AuditEntry auditOfRun(const store::BulkRunRow& run, const char* stage, const Actor& actor);
/// Whoever asked for the run.
[[nodiscard]] Actor askerOf(const store::BulkRunRow& run);

}  // namespace billing::operations::bulk
