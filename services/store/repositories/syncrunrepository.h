// Runs that read from the provider: how far each has come, and what came of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct SyncCounts {
  std::int64_t pages = 0, seen = 0, created = 0, updated = 0, unchanged = 0, missedEvents = 0, unreadable = 0;
  std::int64_t unknownWords = 0, refused = 0, notSeen = 0;
  SyncCounts& operator+=(const SyncCounts& more);
};

struct StoredSyncRun {
  std::int64_t row = 0;  ///< 0: not stored yet
  Provider provider = Provider::Dodo;
  std::string kind;               ///< full, incremental, missed_events
  std::string state = "running";  ///< running, done, cancelled, failed
  Instant startedAt;              ///< of the first attempt, when it was resumed
  std::optional<Instant> endedAt;
  std::optional<Instant> readSince;    ///< incremental: objects made since then
  std::optional<Instant> eventsSince;  ///< nullopt: no events are asked for
  std::string stage, cursor;           ///< where it goes on
  std::optional<Instant> stageSince;
  SyncCounts counts;
  std::string note, errorCode, error, requestId;
};

/// Used on the writer's thread, within Database::write, unless said otherwise.
class SyncRunRepository {
 public:
  /// Inserts (row 0) or updates; gives the row.
  [[nodiscard]] static Result<std::int64_t> save(WriteContext& context, const StoredSyncRun& run);
  /// The newest of the kind, whatever its state. On any connection.
  [[nodiscard]] static Result<std::optional<StoredSyncRun>> newest(WriteContext& context, Provider provider,
                                                                   const std::string& kind);
  /// The newest of any kind in this state; empty: in any. On any connection.
  [[nodiscard]] static Result<std::optional<StoredSyncRun>> newestInState(WriteContext& context, Provider provider,
                                                                          const std::string& state);
  /// When the newest run that is done and read objects (full, incremental) began. On any connection.
  [[nodiscard]] static Result<std::optional<Instant>> lastObjectsRead(WriteContext& context, Provider provider);
  /// The same for any run that is done.
  [[nodiscard]] static Result<std::optional<Instant>> lastDone(WriteContext& context, Provider provider);
};

}  // namespace billing::store
