#include "store/repositories/bulkrepository.h"

#include "store/read/columns.h"
#include "store/repositories/textvalue.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

QString bulkRunColumns() {
  return QStringLiteral(
      "SELECT r.id, r.name, r.order_json, r.preview_json, r.state, r.note, r.leaves_at, r.asked_by, r.asked_role, "
      "r.origin, r.reason, r.live, r.approval_why, r.approval_ends_at, r.decided_by, r.decided_at, r.decision_note, "
      "r.created_at, r.ended_at FROM bulk_runs r");
}

QString bulkItemColumns() {
  return QStringLiteral(
      "SELECT i.id, i.run_id, i.subject, i.customer_external_id, i.account_key, i.state, i.operation, i.message, "
      "i.updated_at, ");
}

BulkRunRow readBulkRun(const QSqlQuery& query) {
  BulkRunRow run;
  Columns(query).to(run.id, run.name, run.orderJson, run.previewJson, run.state, run.note, run.leavesAt, run.askedBy,
                    run.askedRole, run.origin, run.reason, run.live, run.approvalWhy, run.approvalEndsAt, run.decidedBy,
                    run.decidedAt, run.decisionNote, run.createdAt, run.endedAt);
  return run;
}

BulkItemRow readBulkItem(const QSqlQuery& query) {
  BulkItemRow item;
  Columns(query).to(item.id, item.runId, item.subject, item.customerExternalId, item.accountKey, item.state,
                    item.operation, item.message, item.updatedAt, item.previewJson);
  return item;
}

int* countOf(BulkRunRow& run, const QString& state) {
  if (state == u"waiting") return &run.waiting;
  if (state == u"sent") return &run.sent;
  if (state == u"done") return &run.done;
  if (state == u"refused") return &run.refused;
  if (state == u"unconfirmed") return &run.unconfirmed;
  return &run.skipped;
}

Result<void> countItems(QSqlDatabase& database, BulkRunRow& run) {
  return forEachRow(database, QStringLiteral("SELECT state, COUNT(*) FROM bulk_items WHERE run_id = ? GROUP BY state"),
                    {run.id}, [&](const QSqlQuery& query) {
                      const int count = query.value(1).toInt();
                      *countOf(run, query.value(0).toString()) += count;
                      run.total += count;
                    });
}

Result<QVector<BulkRunRow>> bulkRuns(QSqlDatabase& database, const QString& rest, const QVariantList& values) {
  QVector<BulkRunRow> runs;
  auto read = forEachRow(database, bulkRunColumns() + rest, values,
                         [&](const QSqlQuery& query) { runs.append(readBulkRun(query)); });
  if (!read) return failure(read.error());
  for (BulkRunRow& run : runs)
    if (auto counted = countItems(database, run); !counted) return failure(counted.error());
  return runs;
}

QVariant bulkNumber(std::optional<qint64> number) {
  return number ? QVariant(*number) : QVariant();
}

Result<void> addBulkItem(WriteContext& context, qint64 run, const BulkItemRow& item, Instant now) {
  auto added = Statement::run(
      context,
      QStringLiteral("INSERT INTO bulk_items (run_id, subject, customer_external_id, account_key, preview_json, state, "
                     "operation, message, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      {run, textValue(item.subject), textValue(item.customerExternalId), textValue(item.accountKey),
       textValue(QString::fromUtf8(item.previewJson)), textValue(item.state), textValue(item.operation),
       textValue(item.message), qlonglong(now.ms)});
  if (!added) return failure(added.error());
  return {};
}

Result<qint64> addBulkRun(WriteContext& context, const BulkRunRow& run) {
  auto added = Statement::run(
      context,
      QStringLiteral("INSERT INTO bulk_runs (name, order_json, preview_json, state, note, leaves_at, asked_by, "
                     "asked_role, origin, reason, live, approval_why, approval_ends_at, created_at) VALUES (?, ?, ?, "
                     "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      {textValue(run.name), textValue(QString::fromUtf8(run.orderJson)), textValue(QString::fromUtf8(run.previewJson)),
       textValue(run.state), textValue(run.note), run.leavesAt, textValue(run.askedBy), textValue(run.askedRole),
       textValue(run.origin), textValue(run.reason), run.live ? 1 : 0, textValue(run.approvalWhy),
       bulkNumber(run.approvalEndsAt), run.createdAt});
  if (!added) return failure(added.error());
  return added->query().lastInsertId().toLongLong();
}

Error bulkMoved(const char* what, qint64 id) {
  Error error;
  error.kind = ErrorKind::Conflict;
  error.code = "state_changed";
  error.message = std::string("The bulk ") + what + ' ' + std::to_string(id) + " has moved on meanwhile";
  error.hint = "Look at it again";
  return error;
}

}  // namespace

Result<BulkRunRow> BulkRepository::add(WriteContext& context, BulkRunRow run, const QVector<BulkItemRow>& items,
                                       AuditEntry audit, Instant now) {
  run.createdAt = now.ms;
  const auto id = addBulkRun(context, run);
  if (!id) return failure(id.error());
  run.id = *id;
  for (const BulkItemRow& item : items)
    if (auto added = addBulkItem(context, run.id, item, now); !added) return failure(added.error());
  audit.externalId = QString::number(run.id);
  if (auto noted = appendAudit(context, audit, now); !noted) return failure(noted.error());
  if (auto counted = countItems(context.database(), run); !counted) return failure(counted.error());
  context.changed(Entity::BulkRun, run.id, ChangeKind::Inserted);
  return run;
}

Result<void> BulkRepository::moveRun(WriteContext& context, const QString& from, const BulkRunRow& run,
                                     const AuditEntry& audit, Instant now) {
  auto moved = Statement::run(
      context,
      QStringLiteral("UPDATE bulk_runs SET state = ?, note = ?, leaves_at = ?, decided_by = ?, decided_at = ?, "
                     "decision_note = ?, ended_at = ? WHERE id = ? AND state = ?"),
      {textValue(run.state), textValue(run.note), run.leavesAt, textValue(run.decidedBy), bulkNumber(run.decidedAt),
       textValue(run.decisionNote), bulkNumber(run.endedAt), run.id, from});
  if (!moved) return failure(moved.error());
  if (moved->rowsAffected() != 1) return failure(bulkMoved("run", run.id));
  if (auto noted = appendAudit(context, audit, now); !noted) return failure(noted.error());
  context.changed(Entity::BulkRun, run.id, ChangeKind::Updated);
  return {};
}

Result<void> BulkRepository::moveItem(WriteContext& context, const QString& from, const BulkItemRow& item,
                                      Instant now) {
  auto moved = Statement::run(
      context,
      QStringLiteral("UPDATE bulk_items SET state = ?, operation = ?, message = ?, updated_at = ? WHERE id = ? AND "
                     "state = ?"),
      {textValue(item.state), textValue(item.operation), textValue(item.message), qlonglong(now.ms), item.id, from});
  if (!moved) return failure(moved.error());
  if (moved->rowsAffected() != 1) return failure(bulkMoved("item", item.id));
  context.changed(Entity::BulkRun, item.runId, ChangeKind::Updated);
  return {};
}

Result<std::optional<BulkRunRow>> BulkRepository::find(QSqlDatabase& database, qint64 run) {
  const auto runs = bulkRuns(database, QStringLiteral(" WHERE r.id = ?"), {run});
  if (!runs) return failure(runs.error());
  return runs->isEmpty() ? std::nullopt : std::optional(runs->front());
}

Result<QVector<BulkRunRow>> BulkRepository::list(QSqlDatabase& database, int limit) {
  return bulkRuns(database, QStringLiteral(" ORDER BY r.id DESC LIMIT ?"), {limit});
}

Result<QVector<BulkRunRow>> BulkRepository::inStates(QSqlDatabase& database, const QStringList& states) {
  const QString marks = QStringList(states.size(), QStringLiteral("?")).join(QStringLiteral(", "));
  QVariantList values;
  for (const QString& state : states) values.append(state);
  return bulkRuns(database, QStringLiteral(" WHERE r.state IN (") + marks + QStringLiteral(") ORDER BY r.id"), values);
}

Result<QVector<BulkItemRow>> BulkRepository::items(QSqlDatabase& database, qint64 run, const QString& state,
                                                   qint64 after, int limit) {
  QVector<BulkItemRow> items;
  QVariantList values{run, after};
  QString where = QStringLiteral("'' FROM bulk_items i WHERE i.run_id = ? AND i.id > ?");
  if (!state.isEmpty()) {
    where += QStringLiteral(" AND i.state = ?");
    values.append(state);
  }
  values.append(limit);
  auto read = forEachRow(database, bulkItemColumns() + where + QStringLiteral(" ORDER BY i.id LIMIT ?"), values,
                         [&](const QSqlQuery& query) { items.append(readBulkItem(query)); });
  if (!read) return failure(read.error());
  return items;
}

Result<std::optional<BulkItemRow>> BulkRepository::nextWaiting(QSqlDatabase& database, qint64 run) {
  std::optional<BulkItemRow> item;
  auto read = forEachRow(database,
                         bulkItemColumns() + QStringLiteral("i.preview_json FROM bulk_items i WHERE i.run_id = ? AND "
                                                            "i.state = 'waiting' ORDER BY i.id LIMIT 1"),
                         {run}, [&](const QSqlQuery& query) { item = readBulkItem(query); });
  if (!read) return failure(read.error());
  return item;
}

Result<QVector<BulkSum>> BulkRepository::sums(QSqlDatabase& database, qint64 run) {
  QVector<BulkSum> sums;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT c.currency, SUM(c.previewed_minor), SUM(c.actual_minor), COUNT(*) FROM bulk_items i JOIN "
                     "outbox_calls c ON c.operation = i.operation WHERE i.run_id = ? AND c.state = 'done' AND "
                     "c.currency <> '' GROUP BY c.currency ORDER BY c.currency"),
      {run}, [&](const QSqlQuery& query) {
        BulkSum sum;
        Columns(query).to(sum.currency, sum.previewedMinor, sum.actualMinor, sum.count);
        sums.append(sum);
      });
  if (!read) return failure(read.error());
  return sums;
}

}  // namespace billing::store
