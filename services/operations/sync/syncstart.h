// Which run is to be done: a new one or one that was interrupted, of which kind, since when.
#pragma once

#include "operations/sync/syncrun.h"
#include "store/repositories/syncrunrepository.h"

namespace billing::operations {

struct SyncStart {
  store::StoredSyncRun run;
  SyncKind kind = SyncKind::Full;
  bool resumed = false;
};

/// Blocks. `now` by our clock; the lower bounds of the run are in the provider's.
[[nodiscard]] Result<SyncStart> startOf(store::Database& database, Provider provider, SyncKind asked, Instant now,
                                        std::int64_t clockSkewMs);

/// From when on the objects of a stage are asked for; nullopt: all of them.
[[nodiscard]] Result<std::optional<Instant>> sinceOf(store::Database& database, const store::StoredSyncRun& run,
                                                     const std::string& stage, Instant now);

}  // namespace billing::operations
