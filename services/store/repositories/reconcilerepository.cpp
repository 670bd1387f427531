#include "store/repositories/reconcilerepository.h"

#include "store/read/columns.h"
#include "store/repositories/textvalue.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

QString driftColumns() {
  return QStringLiteral(
      "SELECT id, run_id, kind, entity, external_id, customer_external_id, account_key, field, at_provider, "
      "in_database, in_webhooks, cause, explanation, repair, state, decided_by, reason, decided_at FROM drifts ");
}

DriftRow readDrift(const QSqlQuery& query) {
  DriftRow row;
  Columns(query).to(row.id, row.run, row.kind, row.entity, row.externalId, row.customerExternalId, row.accountKey,
                    row.field, row.atProvider, row.inDatabase, row.inWebhooks, row.cause, row.explanation, row.repair,
                    row.state, row.decidedBy, row.reason, row.decidedAt);
  return row;
}

Result<QVector<DriftRow>> driftsWhere(QSqlDatabase& database, const QString& rest, const QVariantList& values) {
  QVector<DriftRow> found;
  auto read = forEachRow(database, driftColumns() + rest, values,
                         [&](const QSqlQuery& query) { found.append(readDrift(query)); });
  if (!read) return failure(read.error());
  return found;
}

Result<std::optional<ReconcileRunRow>> newestRun(QSqlDatabase& database, const QString& condition) {
  std::optional<ReconcileRunRow> found;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT id, state, asked_by, error, started_at, ended_at, compared, found FROM reconcile_runs "
                     "WHERE %1 ORDER BY id DESC LIMIT 1")
          .arg(condition),
      {}, [&](const QSqlQuery& query) {
        ReconcileRunRow run;
        Columns(query).to(run.id, run.state, run.askedBy, run.error, run.startedAt, run.endedAt, run.compared,
                          run.found);
        found = run;
      });
  if (!read) return failure(read.error());
  return found;
}

bool sayTheSame(const DriftRow& a, const DriftRow& b) {
  return a.kind == b.kind && a.entity == b.entity && a.externalId == b.externalId && a.field == b.field &&
         a.atProvider == b.atProvider && a.inDatabase == b.inDatabase;
}

// Somebody has said already that this very thing is right as it is.
Result<void> acceptAgain(QSqlDatabase& database, DriftRow& drift) {
  const auto before = driftsWhere(
      database,
      QStringLiteral("WHERE entity = ? AND external_id = ? AND field = ? AND state = 'accepted' ORDER BY id DESC"),
      {textValue(drift.entity), textValue(drift.externalId), textValue(drift.field)});
  if (!before) return failure(before.error());
  for (const DriftRow& one : *before) {
    if (!sayTheSame(one, drift)) continue;
    drift.state = one.state;
    drift.decidedBy = one.decidedBy;
    drift.decidedAt = one.decidedAt;
    drift.reason = one.reason;
    break;
  }
  return {};
}

Result<void> addDrift(WriteContext& context, qint64 run, const DriftRow& drift) {
  return Statement::run(
             context,
             QStringLiteral("INSERT INTO drifts (run_id, kind, entity, external_id, customer_external_id, "
                            "account_key, field, at_provider, in_database, in_webhooks, cause, explanation, repair, "
                            "state, decided_by, decided_at, reason) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             {run, textValue(drift.kind), textValue(drift.entity), textValue(drift.externalId),
              textValue(drift.customerExternalId), textValue(drift.accountKey), textValue(drift.field),
              textValue(drift.atProvider), textValue(drift.inDatabase), textValue(drift.inWebhooks),
              textValue(drift.cause), textValue(drift.explanation), textValue(drift.repair), textValue(drift.state),
              textValue(drift.decidedBy), drift.decidedAt ? QVariant(*drift.decidedAt) : QVariant(),
              textValue(drift.reason)})
      .map([](const Statement&) {});
}

}  // namespace

Result<qint64> ReconcileRepository::begin(WriteContext& context, const QString& askedBy, Instant now,
                                          Instant abandonedBefore) {
  auto cleaned = Statement::run(
      context,
      QStringLiteral("UPDATE reconcile_runs SET state = 'failed', ended_at = ?, error = ? WHERE state = 'running' AND "
                     "started_at <= ?"),
      {qlonglong(now.ms), QStringLiteral("The program ended while it ran"), qlonglong(abandonedBefore.ms)});
  if (!cleaned) return failure(cleaned.error());
  auto added = Statement::run(
      context,
      QStringLiteral("INSERT INTO reconcile_runs (state, asked_by, started_at, compared, found, error) VALUES "
                     "('running', ?, ?, 0, 0, '')"),
      {textValue(askedBy), qlonglong(now.ms)});
  if (!added) return failure(added.error());
  return added->query().lastInsertId().toLongLong();
}

Result<void> ReconcileRepository::end(WriteContext& context, const ReconcileRunRow& run,
                                      const QVector<DriftRow>& drifts) {
  for (DriftRow drift : drifts) {
    if (auto known = acceptAgain(context.database(), drift); !known) return known;
    if (auto added = addDrift(context, run.id, drift); !added) return added;
  }
  return Statement::run(context,
                        QStringLiteral("UPDATE reconcile_runs SET state = ?, ended_at = ?, compared = ?, found = ?, "
                                       "error = ? WHERE id = ?"),
                        {textValue(run.state), run.endedAt ? QVariant(*run.endedAt) : QVariant(), run.compared,
                         run.found, textValue(run.error), run.id})
      .map([](const Statement&) {});
}

Result<void> ReconcileRepository::decide(WriteContext& context, qint64 drift, const QString& state,
                                         const QString& person, const QString& reason, Instant now) {
  auto decided = Statement::run(
      context,
      QStringLiteral("UPDATE drifts SET state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ? AND "
                     "state = 'open'"),
      {textValue(state), textValue(person), qlonglong(now.ms), textValue(reason), drift});
  if (!decided) return failure(decided.error());
  if (decided->rowsAffected() == 1) return {};
  return failure(ErrorKind::Conflict, "decided", "Drift " + std::to_string(drift) + " is no longer open",
                 "somebody has repaired or accepted it meanwhile", "Compare again");
}

Result<std::optional<ReconcileRunRow>> ReconcileRepository::newestEnded(QSqlDatabase& database) {
  return newestRun(database, QStringLiteral("state <> 'running'"));
}

Result<std::optional<ReconcileRunRow>> ReconcileRepository::newestDone(QSqlDatabase& database) {
  return newestRun(database, QStringLiteral("state = 'done'"));
}

Result<QVector<DriftRow>> ReconcileRepository::driftsOf(QSqlDatabase& database, qint64 run) {
  return driftsWhere(database, QStringLiteral("WHERE run_id = ? ORDER BY id"), {run});
}

Result<std::optional<DriftRow>> ReconcileRepository::drift(QSqlDatabase& database, qint64 id) {
  const auto found = driftsWhere(database, QStringLiteral("WHERE id = ?"), {id});
  if (!found) return failure(found.error());
  return found->isEmpty() ? std::nullopt : std::optional(found->front());
}

}  // namespace billing::store
