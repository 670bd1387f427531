#include "store/read/invoicerecord.h"

#include "domain/furtherlines.h"
#include "store/read/columns.h"
#include "store/read/rowreaders.h"
#include "store/repositories/invoicelines.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

// What the list's row does not carry.
Result<void> readRecordLines(QSqlDatabase& database, InvoiceRecord& record) {
  return forEachRow(database,
                    QStringLiteral("SELECT t.tax_minor, t.line_items, c.email FROM invoices t LEFT JOIN customers c ON "
                                   "c.provider = t.provider AND c.external_id = t.customer_external_id WHERE t.id = ?"),
                    {record.row.id}, [&](QSqlQuery& query) {
                      Columns columns(query);
                      QString lines;
                      columns.to(record.taxMinor, lines, record.customerEmail);
                      record.lines = invoiceLinesFrom(lines.toStdString());
                    });
}

Result<void> readPaymentsOf(QSqlDatabase& database, InvoiceRecord& record) {
  return forEachRow(
      database,
      QStringLiteral("SELECT id, external_id, status, method, currency, amount_minor, tax_minor, created_at FROM "
                     "payments WHERE provider = ? AND invoice_external_id = ? ORDER BY created_at, id"),
      {record.row.provider, record.row.externalId}, [&](QSqlQuery& query) {
        InvoicePayment payment;
        Columns(query).to(payment.id, payment.externalId, payment.status, payment.method, payment.currency,
                          payment.amountMinor, payment.taxMinor, payment.at);
        record.payments.append(std::move(payment));
      });
}

// Through the payment, so that a note is found whose invoice was told of later than the refund.
Result<void> readCreditNotes(QSqlDatabase& database, InvoiceRecord& record) {
  static const QString sql = QStringLiteral(
      "SELECT n.id, n.number, n.provider, n.refund_external_id, r.status, r.reason, n.payment_external_id, "
      "n.customer_external_id, n.currency, n.total_minor, n.tax_minor, n.issued_at FROM credit_notes n "
      "LEFT JOIN refunds r ON r.provider = n.provider AND r.external_id = n.refund_external_id "
      "WHERE n.provider = ? AND (n.invoice_external_id = ? OR n.payment_external_id IN "
      "(SELECT p.external_id FROM payments p WHERE p.provider = ? AND p.invoice_external_id = ?)) ORDER BY n.id");
  const InvoiceRow& row = record.row;
  return forEachRow(database, sql, {row.provider, row.externalId, row.provider, row.externalId}, [&](QSqlQuery& query) {
    CreditNoteRow note;
    Columns(query).to(note.id, note.number, note.provider, note.refundExternalId, note.refundStatus, note.reason,
                      note.paymentExternalId, note.customerExternalId, note.currency, note.totalMinor, note.taxMinor,
                      note.issuedAt);
    note.invoiceExternalId = row.externalId;
    record.creditNotes.append(std::move(note));
  });
}

Result<QString> firstTextOf(QSqlDatabase& database, const QString& sql, const QVariantList& values) {
  QString text;
  auto read = forEachRow(database, sql, values, [&](QSqlQuery& query) { text = query.value(0).toString(); });
  if (!read) return failure(read.error());
  return text;
}

// Dodo tells the product of a line but not its name, and of a renewal only the subscription.
Result<void> describeLines(QSqlDatabase& database, InvoiceRecord& record) {
  for (InvoiceLine& line : record.lines) {
    if (!line.description.empty() || areFurtherLines(line)) continue;
    const QString product = QString::fromStdString(line.productId);
    const Result<QString> name =
        product.isEmpty()
            ? firstTextOf(
                  database,
                  QStringLiteral("SELECT product_name FROM subscriptions WHERE provider = ? AND external_id = ?"),
                  {record.row.provider, record.row.subscriptionExternalId})
            : firstTextOf(database,
                          QStringLiteral("SELECT name FROM prices WHERE provider = ? AND (price_id = ? OR product_id = "
                                         "?) AND name <> '' ORDER BY id DESC LIMIT 1"),
                          {record.row.provider, product, product});
    if (!name) return failure(name.error());
    line.description = (name->isEmpty() ? product : *name).toStdString();
  }
  return {};
}

Result<void> completeRecord(QSqlDatabase& database, InvoiceRecord& record) {
  return readRecordLines(database, record)
      .and_then([&] { return readPaymentsOf(database, record); })
      .and_then([&] { return readCreditNotes(database, record); })
      .and_then([&] { return describeLines(database, record); });
}

}  // namespace

Result<QVector<InvoiceRecord>> readInvoiceRecords(QSqlDatabase& database, const IdVector& ids) {
  const auto rows = readInvoices(database, ids);
  if (!rows) return failure(rows.error());
  QVector<InvoiceRecord> records;
  for (const InvoiceRow& row : *rows) {
    InvoiceRecord record;
    record.row = row;
    if (auto read = completeRecord(database, record); !read) return failure(read.error());
    records.append(std::move(record));
  }
  return records;
}

Result<InvoiceRecord> readInvoiceRecord(QSqlDatabase& database, qint64 id) {
  auto records = readInvoiceRecords(database, {static_cast<quint32>(id)});
  if (!records) return failure(records.error());
  if (records->isEmpty()) return failure(ErrorKind::NotFound, "row_gone", "This invoice is no longer there");
  return std::move(records->first());
}

Result<qint64> findInvoice(QSqlDatabase& database, const QString& word) {
  QVector<qint64> found;
  auto read =
      forEachRow(database, QStringLiteral("SELECT id FROM invoices WHERE external_id = ? OR number = ? ORDER BY id"),
                 {word, word}, [&](QSqlQuery& query) { found << query.value(0).toLongLong(); });
  if (!read) return failure(read.error());
  bool isNumber = false;
  const qlonglong row = word.toLongLong(&isNumber);
  if (found.isEmpty() && isNumber)
    read = forEachRow(database, QStringLiteral("SELECT id FROM invoices WHERE id = ?"), {row},
                      [&](QSqlQuery& query) { found << query.value(0).toLongLong(); });
  if (!read) return failure(read.error());
  const std::string name = word.toStdString();
  if (found.isEmpty())
    return failure(ErrorKind::NotFound, "no_such_invoice", "There is no invoice “" + name + "”", {},
                   "Give its number, the provider's id or its row");
  if (found.size() > 1)
    return failure(ErrorKind::Conflict, "invoice_ambiguous", "Several invoices bear the number “" + name + "”", {},
                   "Give the provider's id instead");
  return found.first();
}

}  // namespace billing::store
