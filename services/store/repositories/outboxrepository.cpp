#include "store/repositories/outboxrepository.h"

#include "store/read/columns.h"
#include "store/repositories/textvalue.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

// What is written once, then what changes.
QString outboxFixedColumns() {
  return QStringLiteral(
      "operation, kind, subject, customer_external_id, account_key, provider, live, order_json, preview_json, "
      "asked_by, "
      "asked_role, origin, reason, created_at, approval_why, approval_ends_at, previewed_minor, currency, compensates, "
      "bulk_item");
}
constexpr int kOutboxFixed = 20;
const QStringList& outboxMovingColumns() {
  static const QStringList columns{
      QStringLiteral("state"),         QStringLiteral("leaves_at"),   QStringLiteral("decided_by"),
      QStringLiteral("decided_at"),    QStringLiteral("claimed_at"),  QStringLiteral("answered_at"),
      QStringLiteral("decision_note"), QStringLiteral("asked_count"), QStringLiteral("next_ask_at"),
      QStringLiteral("request_id"),    QStringLiteral("error_code"),  QStringLiteral("error"),
      QStringLiteral("error_hint"),    QStringLiteral("result_json"), QStringLiteral("actual_minor"),
      QStringLiteral("updated_at"),    QStringLiteral("open_lane")};
  return columns;
}

QString selectOutbox() {
  return QStringLiteral("SELECT id, ") + outboxFixedColumns() + QStringLiteral(", ") +
         outboxMovingColumns().join(QStringLiteral(", ")) + QStringLiteral(" FROM outbox_calls");
}

QVariant outboxNumber(std::optional<qint64> number) {
  return number ? QVariant(*number) : QVariant();
}
QVariant outboxJson(const QByteArray& json) {
  return textValue(QString::fromUtf8(json));
}

QVariantList fixedValues(const OutboxRow& row) {
  return {textValue(row.operation),
          textValue(row.kind),
          textValue(row.subject),
          textValue(row.customerExternalId),
          textValue(row.accountKey),
          textValue(row.provider),
          row.live ? 1 : 0,
          outboxJson(row.orderJson),
          outboxJson(row.previewJson),
          textValue(row.askedBy),
          textValue(row.askedRole),
          textValue(row.origin),
          textValue(row.reason),
          row.createdAt,
          textValue(row.approvalWhy),
          outboxNumber(row.approvalEndsAt),
          outboxNumber(row.previewedMinor),
          textValue(row.currency),
          textValue(row.compensates),
          outboxNumber(row.bulkItem)};
}

QVariantList movingValues(const OutboxRow& row, Instant now) {
  return {QLatin1String(toString(row.state)),
          row.leavesAt,
          textValue(row.decidedBy),
          outboxNumber(row.decidedAt),
          outboxNumber(row.claimedAt),
          outboxNumber(row.answeredAt),
          textValue(row.decisionNote),
          row.askedCount,
          outboxNumber(row.nextAskAt),
          textValue(row.requestId),
          textValue(row.errorCode),
          textValue(row.error),
          textValue(row.errorHint),
          outboxJson(row.resultJson),
          outboxNumber(row.actualMinor),
          qlonglong(now.ms),
          isOpen(row.state) ? textValue(row.subject) : QVariant()};
}

OutboxRow readOutbox(const QSqlQuery& query) {
  OutboxRow row;
  QString state;
  Columns(query).to(row.id, row.operation, row.kind, row.subject, row.customerExternalId, row.accountKey, row.provider,
                    row.live, row.orderJson, row.previewJson, row.askedBy, row.askedRole, row.origin, row.reason,
                    row.createdAt, row.approvalWhy, row.approvalEndsAt, row.previewedMinor, row.currency,
                    row.compensates, row.bulkItem, state, row.leavesAt, row.decidedBy, row.decidedAt, row.claimedAt,
                    row.answeredAt, row.decisionNote, row.askedCount, row.nextAskAt, row.requestId, row.errorCode,
                    row.error, row.errorHint, row.resultJson, row.actualMinor, row.updatedAt);
  row.state = outboxStateFrom(state).value_or(OutboxState::Unconfirmed);
  return row;
}

Result<QVector<OutboxRow>> outboxRows(QSqlDatabase& database, const QString& rest, const QVariantList& values) {
  QVector<OutboxRow> rows;
  auto read = forEachRow(database, selectOutbox() + rest, values,
                         [&](const QSqlQuery& query) { rows.append(readOutbox(query)); });
  if (!read) return failure(read.error());
  return rows;
}

Error laneTaken(const OutboxRow& other) {
  Error error;
  error.kind = ErrorKind::Conflict;
  error.code = "call_open";
  error.message = "Another change of " + other.subject.toStdString() + " is on its way";
  error.reason = other.kind.toStdString() + " of " + other.askedBy.toStdString() + ", " + toString(other.state) + " (" +
                 other.operation.toStdString() + ')';
  error.hint = other.state == OutboxState::Unconfirmed ? "Let it be settled first; it may have been done"
                                                       : "Let it end, or undo it while it waits";
  return error;
}

Result<void> checkLane(WriteContext& context, const QString& lane) {
  const auto taken = outboxRows(context.database(), QStringLiteral(" WHERE open_lane = ?"), {lane});
  if (!taken) return failure(taken.error());
  return taken->isEmpty() ? Result<void>() : failure(laneTaken(taken->front()));
}

// On a server only who agrees or refuses may write who did: a right on these columns (store/rights). Who took a call
// back stands in the audit log there.
bool isDecision(const QString& column) {
  return column == u"decided_by" || column == u"decided_at" || column == u"decision_note";
}

const QString& outboxMoveSql(bool decides) {
  static const auto sqlOf = [](bool all) {
    QStringList columns;
    for (const QString& column : outboxMovingColumns())
      if (all || !isDecision(column)) columns << column;
    return QStringLiteral("UPDATE outbox_calls SET ") + columns.join(QStringLiteral(" = ?, ")) +
           QStringLiteral(" = ? WHERE id = ? AND state = ?");
  };
  static const QString deciding = sqlOf(true), moving = sqlOf(false);
  return decides ? deciding : moving;
}

QVariantList moveValues(const OutboxRow& row, Instant now, bool decides) {
  const QVariantList all = movingValues(row, now);
  if (decides) return all;
  QVariantList values;
  for (qsizetype i = 0; i < all.size(); ++i)
    if (!isDecision(outboxMovingColumns()[i])) values << all[i];
  return values;
}

QString marks(int count) {
  return QStringList(count, QStringLiteral("?")).join(QStringLiteral(", "));
}

Result<qint64> smallestOf(QSqlDatabase& database, const QString& sql) {
  qint64 smallest = 0;
  auto read = forEachRow(database, sql, {}, [&](const QSqlQuery& query) { smallest = query.value(0).toLongLong(); });
  if (!read) return failure(read.error());
  return smallest;
}

}  // namespace

Result<OutboxRow> OutboxRepository::add(WriteContext& context, OutboxRow row, const AuditEntry& audit, Instant now) {
  if (auto free = checkLane(context, row.subject); !free) return failure(free.error());
  static const QString sql = QStringLiteral("INSERT INTO outbox_calls (") + outboxFixedColumns() +
                             QStringLiteral(", ") + outboxMovingColumns().join(QStringLiteral(", ")) +
                             QStringLiteral(") VALUES (") +
                             marks(kOutboxFixed + static_cast<int>(outboxMovingColumns().size())) + QStringLiteral(")");
  row.updatedAt = now.ms;
  auto inserted = Statement::run(context, sql, fixedValues(row) + movingValues(row, now));
  if (!inserted) return failure(inserted.error());
  row.id = inserted->query().lastInsertId().toLongLong();
  context.changed(Entity::OutboxCall, row.id, ChangeKind::Inserted);
  if (auto noted = appendAudit(context, audit, now); !noted) return failure(noted.error());
  return row;
}

Result<void> OutboxRepository::move(WriteContext& context, OutboxState from, const OutboxRow& row,
                                    const AuditEntry& audit, Instant now) {
  const bool agreed = row.state == OutboxState::Waiting || row.state == OutboxState::Rejected;
  const bool decides = context.dialect() == Dialect::Sqlite || (from == OutboxState::AwaitingApproval && agreed);
  auto moved = Statement::run(context, outboxMoveSql(decides),
                              moveValues(row, now, decides) + QVariantList{row.id, QLatin1String(toString(from))});
  if (!moved) return failure(moved.error());
  if (moved->rowsAffected() != 1) {
    return failure(ErrorKind::Conflict, "state_changed", "The change has gone another way meanwhile",
                   "it is no longer " + std::string(toString(from)), "Look at it again");
  }
  context.changed(Entity::OutboxCall, row.id, ChangeKind::Updated);
  return appendAudit(context, audit, now).map([](std::int64_t) {});
}

Result<std::optional<OutboxRow>> OutboxRepository::find(QSqlDatabase& database, const QString& operation) {
  const auto rows = outboxRows(database, QStringLiteral(" WHERE operation = ?"), {operation});
  if (!rows) return failure(rows.error());
  return rows->isEmpty() ? std::optional<OutboxRow>() : rows->front();
}

Result<QVector<OutboxRow>> OutboxRepository::due(QSqlDatabase& database, Instant now, int limit) {
  return outboxRows(database,
                    QStringLiteral(" WHERE (state = 'waiting' AND leaves_at <= ?) OR (state = 'unconfirmed' AND "
                                   "next_ask_at <= ?) ORDER BY id LIMIT ?"),
                    {qlonglong(now.ms), qlonglong(now.ms), limit});
}

Result<QVector<OutboxRow>> OutboxRepository::inState(QSqlDatabase& database, OutboxState state, int limit) {
  return outboxRows(database, QStringLiteral(" WHERE state = ? ORDER BY id LIMIT ?"),
                    {QLatin1String(toString(state)), limit});
}

Result<std::optional<Instant>> OutboxRepository::nextDue(QSqlDatabase& database) {
  std::optional<Instant> next;
  const auto questions = {
      QStringLiteral("SELECT MIN(leaves_at) FROM outbox_calls WHERE state = 'waiting'"),
      QStringLiteral("SELECT MIN(next_ask_at) FROM outbox_calls WHERE state = 'unconfirmed'"),
      QStringLiteral("SELECT MIN(approval_ends_at) FROM outbox_calls WHERE state = 'awaiting_approval'")};
  for (const QString& sql : questions) {
    const auto smallest = smallestOf(database, sql);
    if (!smallest) return failure(smallest.error());
    if (*smallest > 0 && (!next || *smallest < next->ms)) next = Instant{*smallest};
  }
  return next;
}

Result<QVector<OutboxRow>> OutboxRepository::list(QSqlDatabase& database, const Question& question) {
  QStringList conditions;
  QVariantList values;
  const auto restrict = [&](const char* condition, const QString& value) {
    if (value.isEmpty()) return;
    conditions.append(QLatin1String(condition));
    values.append(value);
  };
  if (question.openOnly) conditions.append(QStringLiteral("open_lane IS NOT NULL"));
  restrict("subject = ?", question.subject);
  restrict("customer_external_id = ?", question.customer);
  restrict("account_key = ?", question.account);
  const QString where =
      conditions.isEmpty() ? QString() : QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
  values.append(question.limit);
  return outboxRows(database, where + QStringLiteral(" ORDER BY id DESC LIMIT ?"), values);
}

Result<QStringList> OutboxRepository::billedSince(QSqlDatabase& database, const QString& subscription, Instant since) {
  QStringList ids;
  for (const auto& sql : {QStringLiteral("SELECT external_id FROM invoices WHERE subscription_external_id = ? AND "
                                         "issued_at >= ?"),
                          QStringLiteral("SELECT external_id FROM payments WHERE subscription_external_id = ? AND "
                                         "created_at >= ?")}) {
    auto read = forEachRow(database, sql, {subscription, qlonglong(since.ms)},
                           [&](const QSqlQuery& query) { ids.append(query.value(0).toString()); });
    if (!read) return failure(read.error());
  }
  return ids;
}

Result<OutboxRepository::Counts> OutboxRepository::counts(QSqlDatabase& database) {
  Counts counts;
  auto read = forEachRow(
      database, QStringLiteral("SELECT state, COUNT(*) FROM outbox_calls WHERE open_lane IS NOT NULL GROUP BY state"),
      {}, [&](const QSqlQuery& query) {
        const auto state = outboxStateFrom(query.value(0).toString());
        const int count = query.value(1).toInt();
        if (state == OutboxState::AwaitingApproval)
          counts.approvals += count;
        else if (state == OutboxState::Unconfirmed)
          counts.unconfirmed += count;
        else
          counts.waiting += count;
      });
  if (!read) return failure(read.error());
  return counts;
}

}  // namespace billing::store
