#include "app/billingctl/audittelling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include "support/instant.h"

namespace billing::ctl {
namespace {

QString isoAt(const store::AuditRow& row) {
  return QString::fromStdString(toIso8601({row.at}));
}

QJsonObject fieldsOf(const QByteArray& json) {
  return QJsonDocument::fromJson(json).object();
}

QByteArray csvCell(QString text) {
  if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) text.prepend(u'\'');
  const bool quotes = text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r');
  if (quotes) text = u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
  return text.toUtf8();
}

QByteArray csvLine(const QStringList& cells) {
  QByteArrayList line;
  for (const QString& cell : cells) line << csvCell(cell);
  return line.join(',');
}

QString changesText(const store::AuditRow& row) {
  const QJsonObject before = fieldsOf(row.before), after = fieldsOf(row.after);
  QStringList names = before.keys() + after.keys();
  names.removeDuplicates();
  QString text;
  for (const QString& name : std::as_const(names))
    text += QStringLiteral("  %1: %2 -> %3\n")
                .arg(name, before[name].toVariant().toString(), after[name].toVariant().toString());
  return text;
}

}  // namespace

QJsonObject auditJson(const store::AuditRow& row) {
  return {{QStringLiteral("entry"), row.id},
          {QStringLiteral("at"), isoAt(row)},
          {QStringLiteral("actor"), row.actor},
          {QStringLiteral("role"), row.role},
          {QStringLiteral("origin"), row.origin},
          {QStringLiteral("live"), row.live},
          {QStringLiteral("action"), row.action},
          {QStringLiteral("entity"), row.entity},
          {QStringLiteral("externalId"), row.externalId},
          {QStringLiteral("customer"), row.customerExternalId},
          {QStringLiteral("account"), row.accountKey},
          {QStringLiteral("operation"), row.operation},
          {QStringLiteral("reason"), row.reason},
          {QStringLiteral("before"), fieldsOf(row.before)},
          {QStringLiteral("after"), fieldsOf(row.after)},
          {QStringLiteral("requestId"), row.requestId},
          {QStringLiteral("previousHash"), row.previousHash},
          {QStringLiteral("hash"), row.hash}};
}

QJsonObject auditJson(const store::AuditHead& head) {
  return {{QStringLiteral("entries"), head.entries}, {QStringLiteral("hash"), head.hash}};
}

QJsonObject auditJson(const store::AuditVerdict& verdict) {
  QJsonArray findings;
  for (const store::AuditFinding& finding : verdict.findings)
    findings.append(QJsonObject{{QStringLiteral("entry"), finding.entry},
                                {QStringLiteral("code"), finding.code},
                                {QStringLiteral("what"), finding.what}});
  return {{QStringLiteral("whole"), verdict.findings.empty()},
          {QStringLiteral("entries"), verdict.entries},
          {QStringLiteral("head"), auditJson(verdict.head)},
          {QStringLiteral("findings"), findings},
          {QStringLiteral("moreFindings"), verdict.moreFindings}};
}

QString auditLine(const store::AuditRow& row) {
  QStringList parts{QString::number(row.id).rightJustified(6), isoAt(row), row.actor, row.action};
  if (!row.entity.isEmpty()) parts << QString(row.entity + u' ' + row.externalId).trimmed();
  if (row.live) parts << QStringLiteral("LIVE");
  if (!row.reason.isEmpty()) parts << row.reason;
  return parts.join(QStringLiteral("  "));
}

QString auditText(const store::AuditRow& row) {
  QString text;
  const auto add = [&text](const char* name, const QString& value) {
    if (!value.isEmpty()) text += QStringLiteral("%1  %2\n").arg(QLatin1String(name), -9).arg(value);
  };
  add("entry", QString::number(row.id));
  add("at", isoAt(row));
  add("who", QStringLiteral("%1 (%2, by %3)").arg(row.actor, row.role, row.origin));
  add("mode", row.live ? QStringLiteral("live") : QStringLiteral("test"));
  add("what", row.action);
  add("object", QString(row.entity + u' ' + row.externalId).trimmed());
  add("customer", row.customerExternalId);
  add("account", row.accountKey);
  add("operation", row.operation);
  add("why", row.reason);
  add("request", row.requestId);
  add("hash", row.hash);
  const QString changes = changesText(row);
  return changes.isEmpty() ? text : text + QStringLiteral("changed\n") + changes;
}

QByteArray auditCsvHeader() {
  return QByteArrayLiteral(
      "entry,at,actor,role,origin,live,action,entity,external_id,customer,account,operation,reason,before,after,"
      "request_id,previous_hash,hash");
}

QByteArray auditCsv(const store::AuditRow& row) {
  return csvLine({QString::number(row.id), isoAt(row), row.actor, row.role, row.origin,
                  row.live ? QStringLiteral("yes") : QStringLiteral("no"), row.action, row.entity, row.externalId,
                  row.customerExternalId, row.accountKey, row.operation, row.reason, QString::fromUtf8(row.before),
                  QString::fromUtf8(row.after), row.requestId, row.previousHash, row.hash});
}

}  // namespace billing::ctl
