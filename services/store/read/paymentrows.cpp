#include "store/read/rowreaders.h"
#include "store/read/rowsbyid.h"

namespace billing::store {

Result<QVector<PaymentRow>> readPayments(QSqlDatabase& database, const IdVector& ids) {
  static const QString sql = QStringLiteral(
      "SELECT t.id, t.provider, t.external_id, t.customer_external_id, c.name, t.subscription_external_id, "
      "t.invoice_external_id, t.status, t.provider_status, t.currency, t.method, t.failure_code, t.failure_message, "
      "t.amount_minor, (SELECT COALESCE(SUM(r.amount_minor), 0) FROM refunds r WHERE r.provider = t.provider "
      "AND r.payment_external_id = t.external_id AND r.status = 'succeeded' AND r.currency = t.currency), "
      "(SELECT COUNT(*) FROM disputes d WHERE d.provider = t.provider AND d.payment_external_id = t.external_id), "
      "t.created_at FROM payments t LEFT JOIN customers c ON c.provider = t.provider AND c.external_id = "
      "t.customer_external_id");
  return rowsById<PaymentRow>(database, sql, ids, [](Columns& columns, PaymentRow& row) {
    columns.to(row.id, row.provider, row.externalId, row.customerExternalId, row.customerName,
               row.subscriptionExternalId);
    columns.to(row.invoiceExternalId, row.status, row.providerStatus, row.currency, row.method, row.failureCode);
    columns.to(row.failureMessage, row.amountMinor, row.refundedMinor, row.disputed, row.createdAt);
  });
}

}  // namespace billing::store
