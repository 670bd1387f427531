#include "store/read/reviewsql.h"
#include "store/read/rowreaders.h"
#include "store/read/rowsbyid.h"

namespace billing::store {

Result<QVector<InvoiceRow>> readInvoices(QSqlDatabase& database, const IdVector& ids) {
  static const QString sql =
      QStringLiteral(
          "SELECT t.id, t.provider, t.external_id, t.number, t.customer_external_id, c.name, "
          "t.subscription_external_id, "
          "c.id, "
          "t.status, t.provider_status, t.currency, t.pdf_url, t.total_minor, t.paid_minor, t.remaining_minor, "
          "(SELECT COALESCE(SUM(r.amount_minor), 0) FROM payments p JOIN refunds r ON r.provider = p.provider "
          "AND r.payment_external_id = p.external_id WHERE p.provider = t.provider AND p.invoice_external_id = "
          "t.external_id "
          "AND r.status = 'succeeded' AND r.currency = t.currency), t.issued_at, t.due_at, t.paid_at%1"
          "FROM invoices t LEFT JOIN customers c ON c.provider = t.provider AND c.external_id = "
          "t.customer_external_id%2")
          .arg(reviewsql::columns(QStringLiteral("invoice")), reviewsql::join(QStringLiteral("invoice")));
  return rowsById<InvoiceRow>(database, sql, ids, [](Columns& columns, InvoiceRow& row) {
    columns.to(row.id, row.provider, row.externalId, row.number, row.customerExternalId, row.customerName);
    columns.to(row.subscriptionExternalId, row.customerId, row.status, row.providerStatus, row.currency, row.pdfUrl);
    columns.to(row.totalMinor, row.paidMinor, row.remainingMinor, row.refundedMinor, row.issuedAt, row.dueAt,
               row.paidAt);
    reviewsql::readMark(columns, row.review);
  });
}

}  // namespace billing::store
