#include "store/read/detailqueries.h"
#include "store/read/details.h"

namespace billing::store {
namespace {

Result<void> readLatestBody(QSqlDatabase& database, const SubscriptionRow& row, QByteArray& body) {
  const QString sql =
      QStringLiteral(
          "SELECT %1 FROM webhook_events e JOIN webhook_attempts a ON a.event_row = e.id WHERE e.subject = ? "
          "AND e.subject <> '' AND e.provider = ? AND a.verdict IN ('ok', 'from_api') ORDER BY e.id DESC, a.number "
          "DESC LIMIT 1")
          .arg(bodyOfA());
  return forEachRow(database, sql, {row.externalId, row.provider},
                    [&](QSqlQuery& query) { body = query.value(0).toByteArray(); });
}

}  // namespace

Result<SubscriptionDetail> readSubscriptionDetail(QSqlDatabase& database, qint64 id) {
  const Result<SubscriptionRow> row = oneRow<SubscriptionRow>(database, id, &readSubscriptions);
  if (!row) return failure(row.error());
  SubscriptionDetail detail;
  detail.row = *row;
  const QVariantList key{row->provider, row->externalId};
  const QString bySubscription =
      QStringLiteral("SELECT id FROM %1 WHERE provider = ? AND subscription_external_id = ? ORDER BY %2");
  const auto related = [&]() -> Result<void> {
    if (auto read = relatedRows<PaymentRow>(
            database, bySubscription.arg(QStringLiteral("payments"), QStringLiteral("created_at DESC, id DESC")), key,
            &readPayments, detail.payments);
        !read)
      return read;
    if (auto read = relatedRows<InvoiceRow>(
            database, bySubscription.arg(QStringLiteral("invoices"), QStringLiteral("issued_at DESC, id DESC")), key,
            &readInvoices, detail.invoices);
        !read)
      return read;
    if (auto read = relatedRows<UsageRow>(
            database, bySubscription.arg(QStringLiteral("usage_balances"), QStringLiteral("name, id")), key, &readUsage,
            detail.usage);
        !read)
      return read;
    return relatedRows<WebhookEventRow>(database,
                                        QStringLiteral("SELECT id FROM webhook_events WHERE provider = ? AND subject = "
                                                       "? AND subject <> '' ORDER BY id DESC LIMIT 200"),
                                        key, &readWebhookEvents, detail.events);
  };
  if (auto read = related(); !read) return failure(read.error());
  if (auto read = readLatestBody(database, *row, detail.latestBody); !read) return failure(read.error());
  return detail;
}

}  // namespace billing::store
