#include "store/read/rowreaders.h"
#include "store/read/rowsbyid.h"

namespace billing::store {

Result<QVector<WebhookEventRow>> readWebhookEvents(QSqlDatabase& database, const IdVector& ids) {
  static const QString sql = QStringLiteral(
      "SELECT t.id, t.provider, t.event_id, t.route, t.type, t.subject, t.customer_external_id, c.name, t.received_at, "
      "t.occurred_at, t.verdict, t.payload, t.state, t.origin, t.attempts, t.body_changed, t.http_status, "
      "t.processed_at, "
      "t.error, t.effect_summary FROM webhook_events t LEFT JOIN customers c ON c.provider = t.provider AND "
      "c.external_id = t.customer_external_id");
  return rowsById<WebhookEventRow>(database, sql, ids, [](Columns& columns, WebhookEventRow& row) {
    columns.to(row.id, row.provider, row.eventId, row.route, row.type, row.subject, row.customerExternalId,
               row.customerName);
    columns.to(row.receivedAt, row.occurredAt, row.verdict, row.payload, row.state, row.origin, row.attempts);
    columns.to(row.bodyChanged, row.httpStatus, row.processedAt, row.error, row.effectSummary);
  });
}

}  // namespace billing::store
