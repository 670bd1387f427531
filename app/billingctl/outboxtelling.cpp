#include "app/billingctl/outboxtelling.h"

#include <QJsonDocument>
#include <cstdio>

#include "operations/admin/comparison.h"

namespace billing::ctl {
namespace {

QJsonValue outboxTime(std::optional<qint64> ms) {
  return ms ? QJsonValue(QString::fromStdString(toIso8601({*ms}))) : QJsonValue();
}
QJsonValue outboxObject(const QByteArray& json) {
  const QJsonDocument document = QJsonDocument::fromJson(json);
  return document.isObject() ? QJsonValue(document.object()) : QJsonValue();
}
QJsonValue minorOrNull(std::optional<qint64> minor) {
  return minor ? QJsonValue(*minor) : QJsonValue();
}

void addWay(const store::OutboxRow& row, QJsonObject& json) {
  json.insert(QStringLiteral("created_at"), outboxTime(row.createdAt));
  json.insert(QStringLiteral("leaves_at"), outboxTime(row.leavesAt));
  json.insert(QStringLiteral("approval_why"), row.approvalWhy);
  json.insert(QStringLiteral("approval_ends_at"), outboxTime(row.approvalEndsAt));
  json.insert(QStringLiteral("decided_by"), row.decidedBy);
  json.insert(QStringLiteral("decided_at"), outboxTime(row.decidedAt));
  json.insert(QStringLiteral("decision_note"), row.decisionNote);
  json.insert(QStringLiteral("claimed_at"), outboxTime(row.claimedAt));
  json.insert(QStringLiteral("answered_at"), outboxTime(row.answeredAt));
  json.insert(QStringLiteral("next_ask_at"), outboxTime(row.nextAskAt));
  json.insert(QStringLiteral("asked_count"), row.askedCount);
  json.insert(QStringLiteral("updated_at"), outboxTime(row.updatedAt));
}

void addOutcome(const store::OutboxRow& row, QJsonObject& json) {
  json.insert(QStringLiteral("request_id"), row.requestId);
  json.insert(QStringLiteral("error_code"), row.errorCode);
  json.insert(QStringLiteral("error"), row.error);
  json.insert(QStringLiteral("error_hint"), row.errorHint);
  json.insert(QStringLiteral("result"), outboxObject(row.resultJson));
  json.insert(QStringLiteral("previewed_minor"), minorOrNull(row.previewedMinor));
  json.insert(QStringLiteral("actual_minor"), minorOrNull(row.actualMinor));
  const auto compared = operations::compareCall(row);
  json.insert(QStringLiteral("compared"), compared ? QJsonValue(compared->words) : QJsonValue());
  json.insert(QStringLiteral("currency"), row.currency);
  json.insert(QStringLiteral("compensates"), row.compensates);
}

void printOutboxJson(const QJsonObject& json) {
  std::printf("%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
  std::fflush(stdout);
}

QString moneyOf(const store::OutboxRow& row, qint64 minor) {
  const Money amount{minor, Currency::fromCode(row.currency.toStdString()).value_or(Currency())};
  return QString::fromStdString(toDecimal(amount)) + u' ' + row.currency;
}

void printField(const char* name, const QString& value) {
  if (!value.isEmpty()) std::printf("  %-14s %s\n", name, value.toUtf8().constData());
}

}  // namespace

QJsonObject outboxJson(const store::OutboxRow& row) {
  QJsonObject json{{QStringLiteral("operation"), row.operation},
                   {QStringLiteral("kind"), row.kind},
                   {QStringLiteral("subject"), row.subject},
                   {QStringLiteral("customer"), row.customerExternalId},
                   {QStringLiteral("account"), row.accountKey},
                   {QStringLiteral("provider"), row.provider},
                   {QStringLiteral("live"), row.live},
                   {QStringLiteral("state"), QLatin1String(toString(row.state))},
                   {QStringLiteral("asked_by"), row.askedBy},
                   {QStringLiteral("asked_role"), row.askedRole},
                   {QStringLiteral("origin"), row.origin},
                   {QStringLiteral("reason"), row.reason},
                   {QStringLiteral("order"), outboxObject(row.orderJson)}};
  addWay(row, json);
  addOutcome(row, json);
  return json;
}

QString outboxLine(const store::OutboxRow& row, const operations::RulesContext* rules) {
  QString what = row.kind + u' ' + row.subject;
  const auto order = operations::orderFromJson(row.orderJson);
  if (order && rules != nullptr)
    what = QString::fromStdString(operations::describeOrder(*order, rules->rules, rules->live));
  QString line = QStringLiteral("%1  %2  %3; %4: %5")
                     .arg(row.operation)
                     .arg(QLatin1String(toString(row.state)), -17)
                     .arg(what, row.askedBy, row.reason);
  if (!row.error.isEmpty()) line += QStringLiteral(" (%1)").arg(row.error);
  return line;
}

void tellCall(const store::OutboxRow& row, bool json) {
  if (json) return printOutboxJson(outboxJson(row));
  std::printf("%s\n", outboxLine(row, nullptr).toUtf8().constData());
  printField("asked", outboxTime(row.createdAt).toString());
  printField("approval", row.approvalWhy);
  printField("decided by", row.decidedBy);
  printField("left", outboxTime(row.claimedAt).toString());
  printField("answered", outboxTime(row.answeredAt).toString());
  printField("asked again", row.askedCount > 0 ? QString::number(row.askedCount) : QString());
  printField("next", row.state == store::OutboxState::Unconfirmed ? outboxTime(row.nextAskAt).toString() : QString());
  printField("request", row.requestId);
  if (row.previewedMinor) printField("previewed", moneyOf(row, *row.previewedMinor));
  if (row.actualMinor) printField("charged", moneyOf(row, *row.actualMinor));
  if (const auto compared = operations::compareCall(row)) printField("compared", compared->words);
  printField("error", row.error);
  printField("what next", row.errorHint);
  printField("result", QString::fromUtf8(row.resultJson));
}

void tellStage(const store::OutboxRow& row, operations::OutboxStage stage, bool json) {
  const QString word = QString::fromUtf8(toString(stage));
  if (json)
    return printOutboxJson({{QStringLiteral("operation"), row.operation},
                            {QStringLiteral("stage"), word},
                            {QStringLiteral("state"), QLatin1String(toString(row.state))}});
  std::printf("%s  %s\n", row.operation.toUtf8().constData(), word.toUtf8().constData());
  std::fflush(stdout);
}

}  // namespace billing::ctl
