#include "store/read/detailqueries.h"
#include "store/read/details.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

QString idsByCustomer(const QString& table, const QString& order) {
  return QStringLiteral(
             "SELECT id FROM %1 WHERE provider = ? AND customer_external_id = ? AND customer_external_id <> '' "
             "ORDER BY %2")
      .arg(table, order);
}

/// When the first event about each payment arrived: what the provider needed to tell.
Result<void> readArrivals(QSqlDatabase& database, CustomerDetail& detail) {
  QHash<QString, qint64> arrivals;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT f.external_id, MIN(e.received_at) FROM webhook_events e JOIN webhook_effects f ON "
                     "f.event_row = e.id WHERE e.provider = ? AND e.customer_external_id = ? AND "
                     "e.customer_external_id <> '' AND f.entity = 'payment' GROUP BY f.external_id"),
      {detail.row.provider, detail.row.externalId},
      [&](QSqlQuery& row) { arrivals.insert(row.value(0).toString(), row.value(1).toLongLong()); });
  for (PaymentRow& payment : detail.payments)
    if (const auto at = arrivals.constFind(payment.externalId); at != arrivals.constEnd()) payment.receivedAt = *at;
  return read;
}

Result<void> readRelated(QSqlDatabase& database, CustomerDetail& detail) {
  const QVariantList key{detail.row.provider, detail.row.externalId};
  if (auto read = relatedRows<SubscriptionRow>(
          database, idsByCustomer(QStringLiteral("subscriptions"), QStringLiteral("created_at DESC, id DESC")), key,
          &readSubscriptions, detail.subscriptions);
      !read)
    return read;
  if (auto read = relatedRows<PaymentRow>(
          database, idsByCustomer(QStringLiteral("payments"), QStringLiteral("created_at DESC, id DESC")), key,
          &readPayments, detail.payments);
      !read)
    return read;
  if (auto read = readArrivals(database, detail); !read) return read;
  if (auto read = relatedRows<InvoiceRow>(
          database, idsByCustomer(QStringLiteral("invoices"), QStringLiteral("issued_at DESC, id DESC")), key,
          &readInvoices, detail.invoices);
      !read)
    return read;
  if (auto read =
          relatedRows<UsageRow>(database, idsByCustomer(QStringLiteral("usage_balances"), QStringLiteral("name, id")),
                                key, &readUsage, detail.usage);
      !read)
    return read;
  return relatedRows<WebhookEventRow>(
      database, idsByCustomer(QStringLiteral("webhook_events"), QStringLiteral("id DESC LIMIT 200")), key,
      &readWebhookEvents, detail.events);
}

}  // namespace

Result<CustomerDetail> readCustomerDetail(QSqlDatabase& database, qint64 id) {
  const Result<CustomerRow> row = oneRow<CustomerRow>(database, id, &readCustomers);
  if (!row) return failure(row.error());
  CustomerDetail detail;
  detail.row = *row;
  if (auto read = readRelated(database, detail); !read) return failure(read.error());
  return detail;
}

}  // namespace billing::store
