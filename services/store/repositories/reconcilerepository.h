// Comparisons of provider, database and webhooks, and what they found. A run's drifts are written in one go at its end,
// so that half a comparison is never taken for a whole one.
#pragma once

#include <QSqlDatabase>
#include <QString>
#include <QVector>
#include <optional>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct ReconcileRunRow {
  qint64 id = 0;
  QString state, askedBy, error;  ///< running, done, cancelled, failed
  qint64 startedAt = 0;
  std::optional<qint64> endedAt;
  qint64 compared = 0, found = 0;
};

struct DriftRow {
  qint64 id = 0, run = 0;
  QString kind, entity, externalId, customerExternalId, accountKey, field;
  QString atProvider, inDatabase, inWebhooks;
  QString cause, explanation, repair;
  QString state;  ///< open, repaired, accepted
  QString decidedBy, reason;
  std::optional<qint64> decidedAt;
};

/// Writing on the writer's thread, within Database::write; reading on any connection.
class ReconcileRepository {
 public:
  /// Runs that a killed program left "running" and that began before `abandonedBefore` become failed; then the new
  /// one's id.
  [[nodiscard]] static Result<qint64> begin(WriteContext& context, const QString& askedBy, Instant now,
                                            Instant abandonedBefore);
  /// Ends a run with its counts and all that it found. What was accepted in the same words before is accepted again.
  [[nodiscard]] static Result<void> end(WriteContext& context, const ReconcileRunRow& run,
                                        const QVector<DriftRow>& drifts);
  /// Conflict "decided" when it is no longer open.
  [[nodiscard]] static Result<void> decide(WriteContext& context, qint64 drift, const QString& state,
                                           const QString& person, const QString& reason, Instant now);

  /// The newest that has ended, be it in vain; nullopt before the first.
  [[nodiscard]] static Result<std::optional<ReconcileRunRow>> newestEnded(QSqlDatabase& database);
  /// The newest that went to its end.
  [[nodiscard]] static Result<std::optional<ReconcileRunRow>> newestDone(QSqlDatabase& database);
  [[nodiscard]] static Result<QVector<DriftRow>> driftsOf(QSqlDatabase& database, qint64 run);
  [[nodiscard]] static Result<std::optional<DriftRow>> drift(QSqlDatabase& database, qint64 id);
};

}  // namespace billing::store
