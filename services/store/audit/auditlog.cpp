#include "store/audit/auditlog.h"

#include <algorithm>

#include "store/audit/auditbytes.h"
#include "store/repositories/textvalue.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

// What the database keeps is what was hashed: no half characters and no NUL, which one or the other would alter.
QString auditAsKept(const QString& text) {
  QString kept = QString::fromUtf8(text.toUtf8());
  for (QChar& unit : kept)
    if (unit.isNull() || unit.unicode() >= 0xFFFE) unit = QChar::ReplacementCharacter;
  return textValue(kept).toString();
}

QByteArray auditAsKept(const QByteArray& json) {
  return json.isEmpty() ? QByteArrayLiteral("{}") : auditAsKept(QString::fromUtf8(json)).toUtf8();
}

AuditRow auditRowOf(const AuditEntry& entry, Instant now) {
  AuditRow row;
  row.at = now.ms;
  row.actor = auditAsKept(entry.actor);
  row.role = auditAsKept(entry.role);
  row.origin = auditAsKept(entry.origin);
  row.live = entry.live;
  row.action = auditAsKept(entry.action);
  row.entity = auditAsKept(entry.entity);
  row.externalId = auditAsKept(entry.externalId);
  row.customerExternalId = auditAsKept(entry.customerExternalId);
  row.accountKey = auditAsKept(entry.accountKey);
  row.operation = auditAsKept(entry.operation);
  row.reason = auditAsKept(entry.reason);
  row.before = auditAsKept(entry.before);
  row.after = auditAsKept(entry.after);
  row.requestId = auditAsKept(entry.requestId);
  return row;
}

QByteArrayList auditFieldsOf(const AuditRow& row) {
  return {QByteArray::number(row.id),
          QByteArray::number(row.at),
          row.actor.toUtf8(),
          row.role.toUtf8(),
          row.origin.toUtf8(),
          row.live ? QByteArrayLiteral("1") : QByteArrayLiteral("0"),
          row.action.toUtf8(),
          row.entity.toUtf8(),
          row.externalId.toUtf8(),
          row.customerExternalId.toUtf8(),
          row.accountKey.toUtf8(),
          row.operation.toUtf8(),
          row.reason.toUtf8(),
          row.before,
          row.after,
          row.requestId.toUtf8(),
          row.previousHash.toUtf8()};
}

struct AuditTip {
  qint64 number = 0;     // of the new entry
  QString previousHash;  // that it carries
};

// The head is moved before it is read: whoever else appends waits here, on every database. What the head says counts
// even where the entries say otherwise, so that an end that was cut off stays visible for ever.
Result<AuditTip> nextAuditTip(WriteContext& context) {
  auto moved = Statement::run(context, QStringLiteral("UPDATE audit_head SET entries = entries + 1 WHERE one = 1"), {});
  if (!moved) return failure(moved.error());
  auto head = Statement::run(
      context,
      QStringLiteral("SELECT entries, hash, (SELECT MAX(id) FROM audit_entries) FROM audit_head WHERE one = 1"), {});
  if (!head) return failure(head.error());
  if (head->next())
    return AuditTip{std::max(head->value(0).toLongLong(), head->value(2).toLongLong() + 1), head->value(1).toString()};
  if (auto good = ended(context.database(), head->query()); !good) return failure(good.error());
  auto newest = Statement::run(context, QStringLiteral("SELECT MAX(id) FROM audit_entries"), {});
  if (!newest) return failure(newest.error());
  if (auto made =
          execute(context.database(), QStringLiteral("INSERT INTO audit_head (one, entries, hash) VALUES (1, 0, '')"));
      !made)
    return failure(made.error());
  return AuditTip{(newest->next() ? newest->value(0).toLongLong() : 0) + 1, {}};
}

Result<void> insertAuditEntry(WriteContext& context, const AuditRow& row) {
  static const QString sql = QStringLiteral("INSERT INTO audit_entries (") + auditColumns().join(QStringLiteral(", ")) +
                             QStringLiteral(", hash) VALUES (?") + QStringLiteral(", ?").repeated(kAuditFields) + u')';
  return Statement::run(context, sql,
                        {row.id, row.at, textValue(row.actor), textValue(row.role), textValue(row.origin),
                         row.live ? 1 : 0, textValue(row.action), textValue(row.entity), textValue(row.externalId),
                         textValue(row.customerExternalId), textValue(row.accountKey), textValue(row.operation),
                         textValue(row.reason), QString::fromUtf8(row.before), QString::fromUtf8(row.after),
                         textValue(row.requestId), textValue(row.previousHash), row.hash})
      .map([](Statement&&) {});
}

Result<void> moveAuditHead(WriteContext& context, const AuditRow& row) {
  return Statement::run(context, QStringLiteral("UPDATE audit_head SET entries = ?, hash = ? WHERE one = 1"),
                        {row.id, row.hash})
      .map([](Statement&&) {});
}

}  // namespace

QString auditHash(const AuditRow& row) {
  return QString::fromLatin1(hashOfFields(auditFieldsOf(row)));
}

Result<std::int64_t> appendAudit(WriteContext& context, const AuditEntry& entry, Instant now) {
  if (entry.actor.isEmpty() || entry.action.isEmpty())
    return failure(ErrorKind::InvalidInput, "audit_incomplete", "A change by hand was not written down",
                   "who did what is missing in its entry", "This is a mistake in the program: report it");
  AuditRow row = auditRowOf(entry, now);
  auto tip = nextAuditTip(context);
  if (!tip) return failure(tip.error());
  row.id = tip->number;
  row.previousHash = tip->previousHash;
  row.hash = auditHash(row);
  auto written = insertAuditEntry(context, row).and_then([&] { return moveAuditHead(context, row); });
  if (!written) return failure(written.error());
  context.changed(Entity::AuditEntry, row.id, ChangeKind::Inserted);
  return row.id;
}

Result<AuditHead> auditHead(QSqlDatabase& database) {
  AuditHead head;
  auto read =
      forEachRow(database, QStringLiteral("SELECT id, hash FROM audit_entries ORDER BY id DESC LIMIT 1"), {},
                 [&](const QSqlQuery& query) { head = {query.value(0).toLongLong(), query.value(1).toString()}; });
  if (!read) return failure(read.error());
  return head;
}

}  // namespace billing::store
