#include "operations/admin/opencall.h"

#include <QJsonDocument>
#include <algorithm>
#include <future>

namespace billing::operations::outbox {

Result<void> agreedTo(const store::OutboxRow& row) {
  const bool second = !row.decidedBy.isEmpty() && row.decidedBy.compare(row.askedBy, Qt::CaseInsensitive) != 0;
  if (row.approvalWhy.isEmpty() || second) return {};
  return failure(ErrorKind::Forbidden, "not_approved", "A second person has not agreed to it",
                 row.approvalWhy.toStdString(), "Ask for it again, and let somebody who may approve agree");
}

Result<OpenCall> openCall(store::OutboxRow row) {
  auto order = orderFromJson(row.orderJson);
  if (!order) return failure(order.error());
  auto preview = row.previewJson.isEmpty() ? Result<OrderPreview>(OrderPreview{}) : previewFromJson(row.previewJson);
  if (!preview) return failure(preview.error());
  return OpenCall{std::move(row), std::move(*order), std::move(*preview)};
}

const char* entityOf(OrderKind kind) {
  using enum OrderKind;
  if (isLocal(kind)) return "account";
  switch (kind) {
    case Refund:
      return "payment";
    case CheckoutLink:
    case PortalLink:
      return "customer";
    case CreatePrice:
    case ArchivePrice:
      return "plan";
    default:
      return "subscription";
  }
}

store::AuditEntry auditOf(const store::OutboxRow& row, const char* stage) {
  store::AuditEntry entry;
  entry.actor = row.askedBy;
  entry.role = row.askedRole;
  entry.origin = row.origin;
  entry.live = row.live;
  entry.action = row.kind + QLatin1Char('.') + QLatin1String(stage);
  entry.entity = QLatin1String(entityOf(orderKindFrom(row.kind.toStdString()).value_or(OrderKind::ChangePlan)));
  entry.externalId = row.subject;
  entry.customerExternalId = row.customerExternalId;
  entry.accountKey = row.accountKey;
  entry.operation = row.operation;
  entry.reason = row.reason;
  entry.requestId = row.requestId;
  return entry;
}

store::AuditEntry auditOf(const store::OutboxRow& row, const char* stage, const Actor& actor) {
  store::AuditEntry entry = auditOf(row, stage);
  entry.actor = actor.name;
  entry.role = QString::fromUtf8(toString(actor.role));
  entry.origin = actor.origin;
  return entry;
}

QByteArray jsonText(const QJsonObject& object) {
  return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<void> writeAndWait(store::Database& database, const store::Database::Work& work) {
  std::promise<Result<void>> promise;
  database.write(work, [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

void tell(const Parts& parts, const store::OutboxRow& row, OutboxStage stage) {
  if (parts.stage) parts.stage(row, stage);
}

void setError(store::OutboxRow& row, const Error& error) {
  row.errorCode = QString::fromStdString(error.code);
  row.error = QString::fromStdString(error.reason.empty() ? error.message : error.message + ": " + error.reason);
  row.errorHint = QString::fromStdString(error.hint);
  if (!error.requestId.empty()) row.requestId = QString::fromStdString(error.requestId);
}

std::int64_t askAgainMs(const Parts& parts, int asked) {
  if (parts.askAfterMs.empty()) return 0;
  return parts.askAfterMs[std::min(static_cast<std::size_t>(std::max(asked, 0)), parts.askAfterMs.size() - 1)];
}

}  // namespace billing::operations::outbox
