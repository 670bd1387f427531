// Runs of jobs and what each did to whom.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/accountrows.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct NewJobRun {
  QString job, askedBy;
  bool dryRun = false;
  std::optional<Instant> scheduledFor;
  Instant startedAt;
};

struct NewJobItem {
  std::int64_t account = 0;
  QString deed;  ///< empty: none was done
  QString what, outcome, reason;
};

/// Used on the writer's thread, within Database::write, unless said otherwise.
class JobRepository {
 public:
  /// The row of a run that has begun.
  [[nodiscard]] static Result<std::int64_t> start(WriteContext& context, const NewJobRun& run);
  /// Writes how it went into the row of that id: finish, counts, status, message.
  [[nodiscard]] static Result<void> finish(WriteContext& context, const JobRunRow& run);
  /// Runs of the job that never ended become "failed": their program was killed. What they did is counted.
  [[nodiscard]] static Result<void> closeInterrupted(WriteContext& context, const QString& job, Instant now);
  [[nodiscard]] static Result<void> addItem(WriteContext& context, std::int64_t run, const NewJobItem& item,
                                            Instant now);
  /// On any connection.
  [[nodiscard]] static Result<bool> isDone(WriteContext& context, const QString& deed);
  /// A run of the job has settled this slot of the timetable: it was done, or stopped with a reason. On any connection.
  [[nodiscard]] static Result<bool> isSettled(WriteContext& context, const QString& job, Instant slot);
};

}  // namespace billing::store
