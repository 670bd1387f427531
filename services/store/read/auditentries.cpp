#include "store/read/auditentries.h"

#include "store/read/clause.h"
#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

QString auditEntryColumns() {
  return QStringLiteral(
      "SELECT id, at, actor, role, origin, live, action, entity, external_id, customer_external_id, account_key, "
      "operation, reason, fields_before, fields_after, request_id, previous_hash, hash FROM audit_entries");
}

AuditRow auditEntryFrom(const QSqlQuery& query) {
  AuditRow row;
  QString before, after;
  Columns(query).to(row.id, row.at, row.actor, row.role, row.origin, row.live, row.action, row.entity, row.externalId,
                    row.customerExternalId, row.accountKey, row.operation, row.reason, before, after, row.requestId,
                    row.previousHash, row.hash);
  row.before = before.toUtf8();
  row.after = after.toUtf8();
  return row;
}

QString auditPattern(QString word) {
  for (const QChar special : {QChar(u'!'), QChar(u'%'), QChar(u'_')}) word.replace(special, QString(u'!') + special);
  return word;
}

// Not empty is said once more where the index holds only such rows.
Clause auditEqual(const char* column, const QString& value) {
  if (value.isEmpty()) return {};
  const QLatin1String name(column);
  return {QStringLiteral("(%1 = ? AND %1 <> '')").arg(name), {value}};
}

// "change_plan" is all of its stages, "change_plan.done" one.
Clause ofAction(const QString& action) {
  if (action.isEmpty()) return {};
  return {QStringLiteral("(action = ? OR action LIKE ? ESCAPE '!')"),
          {action, auditPattern(action) + QStringLiteral(".%")}};
}

Clause withText(const QString& text) {
  static const QStringList columns =
      QStringLiteral(
          "actor action external_id customer_external_id account_key operation reason request_id "
          "fields_before fields_after")
          .split(u' ');
  Clause all;
  for (const QString& word : text.toLower().split(u' ', Qt::SkipEmptyParts)) {
    Clause any;
    for (const QString& column : columns)
      any = any.orElse(
          {QStringLiteral("LOWER(%1) LIKE ? ESCAPE '!'").arg(column), {QString(u'%' + auditPattern(word) + u'%')}});
    all = all.also(any);
  }
  return all;
}

Clause ofCustomer(const AuditQuestion& question) {
  Clause customer = auditEqual("customer_external_id", question.customer);
  return customer.orElse(auditEqual("account_key", question.orAccount));
}

Clause ofInvoice(const QString& invoice) {
  if (invoice.isEmpty()) return {};
  return {
      QStringLiteral("(entity IN ('invoice', 'payment') AND (external_id = ? OR external_id IN (SELECT p.external_id "
                     "FROM payments p WHERE p.invoice_external_id = ?)))"),
      {invoice, invoice}};
}

Clause auditClause(const AuditQuestion& question) {
  Clause where = auditEqual("entity", question.entity);
  for (const auto& [column, value] : {std::pair{"external_id", &question.externalId},
                                      {"account_key", &question.account},
                                      {"operation", &question.operation},
                                      {"actor", &question.actor}})
    where = where.also(auditEqual(column, *value));
  where = where.also(ofCustomer(question)).also(ofInvoice(question.invoice));
  where = where.also(ofAction(question.action)).also(withText(question.text));
  if (question.from) where = where.also({QStringLiteral("at >= ?"), {*question.from}});
  if (question.to) where = where.also({QStringLiteral("at < ?"), {*question.to}});
  if (question.before > 0) where = where.also({QStringLiteral("id < ?"), {question.before}});
  if (question.after > 0) where = where.also({QStringLiteral("id > ?"), {question.after}});
  return where;
}

}  // namespace

Result<QVector<AuditRow>> readAuditEntries(QSqlDatabase& database, const AuditQuestion& question) {
  const Clause where = auditClause(question);
  const QString sql = auditEntryColumns() + (where.sql.isEmpty() ? QString() : QStringLiteral(" WHERE ") + where.sql) +
                      QStringLiteral(" ORDER BY id") + (question.oldestFirst ? QString() : QStringLiteral(" DESC")) +
                      QStringLiteral(" LIMIT ") + QString::number(question.limit);
  QVector<AuditRow> rows;
  auto read = forEachRow(database, sql, where.values, [&](const QSqlQuery& query) { rows << auditEntryFrom(query); });
  if (!read) return failure(read.error());
  return rows;
}

Result<AuditRow> readAuditEntry(QSqlDatabase& database, qint64 entry) {
  std::optional<AuditRow> row;
  auto read = forEachRow(database, auditEntryColumns() + QStringLiteral(" WHERE id = ?"), {entry},
                         [&](const QSqlQuery& query) { row = auditEntryFrom(query); });
  if (!read) return failure(read.error());
  if (row) return *std::move(row);
  return failure(ErrorKind::NotFound, "no_such_entry",
                 "There is no entry " + std::to_string(entry) + " in the audit log");
}

}  // namespace billing::store
