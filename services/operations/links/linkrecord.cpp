#include "operations/links/linkrecord.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace billing::operations {
namespace {

QString stageOfLink(const LinkRecord& record) {
  if (!record.outcome) return QStringLiteral("asked");
  if (*record.outcome) return QStringLiteral("done");
  const Error& error = record.outcome->error();
  const bool lost = error.kind == ErrorKind::Timeout || error.code == "unconfirmed";
  return lost ? QStringLiteral("unconfirmed") : QStringLiteral("refused");
}

QByteArray linkFields(const LinkRecord& record) {
  QJsonObject fields;
  const auto tell = [&](const char* name, const std::string& text) {
    if (!text.empty()) fields.insert(QLatin1String(name), QString::fromStdString(text));
  };
  tell("product", record.order.product);
  if (record.order.kind == OrderKind::CheckoutLink) tell("quantity", std::to_string(record.order.quantity));
  tell("email", record.order.email);
  tell("return_url", record.order.successUrl);
  if (record.order.trialDays > 0) tell("trial_days", std::to_string(record.order.trialDays));
  for (const auto& [key, value] : record.order.metadata) tell(("metadata." + key).c_str(), value);
  if (!record.outcome) return QJsonDocument(fields).toJson(QJsonDocument::Compact);
  if (*record.outcome)
    tell("session", (*record.outcome)->id);
  else
    tell("error", describe(record.outcome->error()));
  return QJsonDocument(fields).toJson(QJsonDocument::Compact);
}

}  // namespace

Result<void> recordLink(store::WriteContext& context, const LinkRecord& record, Instant now) {
  store::AuditEntry entry;
  entry.actor = record.actor.name;
  entry.role = QString::fromUtf8(toString(record.actor.role).data());
  entry.origin = record.actor.origin;
  entry.live = record.live;
  entry.action = QString::fromUtf8(toString(record.order.kind).data()) + u'.' + stageOfLink(record);
  entry.customerExternalId = QString::fromStdString(record.order.customer);
  entry.entity = entry.customerExternalId.isEmpty() ? QStringLiteral("workspace") : QStringLiteral("customer");
  entry.externalId = entry.customerExternalId;
  entry.accountKey = QString::fromStdString(record.order.account);
  entry.operation = record.operation;
  entry.reason = QString::fromStdString(record.order.reason);
  entry.after = linkFields(record);
  if (record.outcome && !*record.outcome) entry.requestId = QString::fromStdString(record.outcome->error().requestId);
  const auto kept = store::appendAudit(context, entry, now);
  if (!kept) return failure(kept.error());
  return {};
}

}  // namespace billing::operations
