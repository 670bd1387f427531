// One order over many objects: the run, and what became of it for each. A run changes its state only together with an
// entry in the audit log; what is sent for an item has its own entry there, by the outbox.
#pragma once

#include <QSqlDatabase>
#include <QStringList>
#include <optional>

#include "store/adminrows.h"
#include "store/audit/auditlog.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// What was said would be charged or given back, and what then was, of the items that are done.
struct BulkSum {
  QString currency;
  qint64 previewedMinor = 0, actualMinor = 0;
  int count = 0;
};

/// Writing on the writer's thread, within Database::write; reading on any connection.
class BulkRepository {
 public:
  /// The run with its id. The audit entry's externalId is that id.
  [[nodiscard]] static Result<BulkRunRow> add(WriteContext& context, BulkRunRow run, const QVector<BulkItemRow>& items,
                                              AuditEntry audit, Instant now);
  /// Writes all that can change, if the run still is in the state `from`; Conflict "state_changed" otherwise.
  [[nodiscard]] static Result<void> moveRun(WriteContext& context, const QString& from, const BulkRunRow& run,
                                            const AuditEntry& audit, Instant now);
  /// State, operation and message, if the item still is in the state `from`; Conflict "state_changed" otherwise.
  [[nodiscard]] static Result<void> moveItem(WriteContext& context, const QString& from, const BulkItemRow& item,
                                             Instant now);

  /// With its counts. nullopt when there is none.
  [[nodiscard]] static Result<std::optional<BulkRunRow>> find(QSqlDatabase& database, qint64 run);
  /// Newest first, with their counts.
  [[nodiscard]] static Result<QVector<BulkRunRow>> list(QSqlDatabase& database, int limit);
  /// Of these states, oldest first, with their counts.
  [[nodiscard]] static Result<QVector<BulkRunRow>> inStates(QSqlDatabase& database, const QStringList& states);
  /// In their order, from behind `after`; of one state, or of all where it is empty. Without what was seen.
  [[nodiscard]] static Result<QVector<BulkItemRow>> items(QSqlDatabase& database, qint64 run, const QString& state,
                                                          qint64 after, int limit);
  /// The next that waits, with what was seen.
  [[nodiscard]] static Result<std::optional<BulkItemRow>> nextWaiting(QSqlDatabase& database, qint64 run);
  [[nodiscard]] static Result<QVector<BulkSum>> sums(QSqlDatabase& database, qint64 run);
};

}  // namespace billing::store
