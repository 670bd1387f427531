#include "store/read/monthend.h"

#include "store/sqlquery.h"

namespace billing::store {
namespace {

std::optional<qint64> maybeMinor(const QVariant& value) {
  return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

template <class Row>
Result<QVector<Row>> monthRows(QSqlDatabase& database, const QString& sql, qint64 from, qint64 to,
                               Row (*read)(const QSqlQuery&)) {
  QVector<Row> rows;
  const auto done = forEachRow(database, sql, {from, to}, [&](const QSqlQuery& query) { rows.push_back(read(query)); });
  if (!done) return failure(done.error());
  return rows;
}

MonthInvoice invoiceOfMonth(const QSqlQuery& q) {
  MonthInvoice row;
  row.provider = q.value(0).toString();
  row.externalId = q.value(1).toString();
  row.number = q.value(2).toString();
  row.customerExternalId = q.value(3).toString();
  row.customerName = q.value(4).toString();
  row.status = q.value(5).toString();
  row.currency = q.value(6).toString();
  row.issuedAt = q.value(7).toLongLong();
  row.totalMinor = q.value(8).toLongLong();
  row.paidMinor = q.value(9).toLongLong();
  row.remainingMinor = q.value(10).toLongLong();
  row.taxMinor = maybeMinor(q.value(11));
  row.dueAt = maybeMinor(q.value(12));
  row.paidAt = maybeMinor(q.value(13));
  return row;
}

MonthMoney moneyOfMonth(const QSqlQuery& q) {
  MonthMoney row;
  row.provider = q.value(0).toString();
  row.externalId = q.value(1).toString();
  row.related = q.value(2).toString();
  row.customerExternalId = q.value(3).toString();
  row.customerName = q.value(4).toString();
  row.status = q.value(5).toString();
  row.currency = q.value(6).toString();
  row.words = q.value(7).toString();
  row.at = q.value(8).toLongLong();
  row.grossMinor = q.value(9).toLongLong();
  row.taxMinor = maybeMinor(q.value(10));
  row.feeMinor = maybeMinor(q.value(11));
  row.netMinor = maybeMinor(q.value(12));
  row.payout = q.value(13).toString();
  return row;
}

MonthFee feeOfMonth(const QSqlQuery& q) {
  return {q.value(0).toString(),   q.value(1).toString(),   q.value(2).toString(),
          q.value(3).toString(),   q.value(4).toString(),   q.value(5).toLongLong(),
          q.value(6).toLongLong(), q.value(7).toLongLong(), q.value(8).toLongLong()};
}

struct MonthMoneySql {
  const char *table, *kind, *related, *words, *amount, *tax, *joined;
};

// A payment is in one payout at most; a provider that splits it would show it twice, so one line is taken. What is
// settled in another currency than it was paid in has no fee and no net in its own; and Dodo tells fees as lines of
// their own, so that a payment's line without one does not say that it cost nothing.
QString monthMoneySql(const MonthMoneySql& parts) {
  const auto told = [](const char* column) {
    return QStringLiteral(
               "CASE WHEN p.currency = t.currency AND NOT (p.provider = 'dodo' AND p.fee_minor = 0) THEN p.%1 END")
        .arg(QLatin1String(column));
  };
  return QStringLiteral(
             "SELECT t.provider, t.external_id, %1, t.customer_external_id, c.name, t.status, t.currency, %2, "
             "COALESCE(t.created_at, t.object_time), %3, %4, %5, %6, p.payout_external_id FROM %7 t "
             "LEFT JOIN customers c ON c.provider = t.provider AND c.external_id = t.customer_external_id ")
             .arg(QLatin1String(parts.related), QLatin1String(parts.words), QLatin1String(parts.amount),
                  QLatin1String(parts.tax), told("fee_minor"), told("net_minor"), QLatin1String(parts.table)) +
         QLatin1String(parts.joined) +
         QStringLiteral(
             "LEFT JOIN payout_items p ON p.id = (SELECT MIN(i.id) FROM payout_items i WHERE i.provider = t.provider "
             "AND i.object_external_id = t.external_id AND i.kind = '%1') "
             "WHERE COALESCE(t.created_at, t.object_time) >= ? AND COALESCE(t.created_at, t.object_time) < ? "
             "AND t.status = 'succeeded' ORDER BY COALESCE(t.created_at, t.object_time), t.id")
             .arg(QLatin1String(parts.kind));
}

}  // namespace

Result<QVector<MonthInvoice>> readMonthInvoices(QSqlDatabase& database, qint64 from, qint64 to) {
  return monthRows(
      database,
      QStringLiteral(
          "SELECT t.provider, t.external_id, t.number, t.customer_external_id, c.name, t.status, t.currency, "
          "COALESCE(t.issued_at, t.paid_at, t.due_at), t.total_minor, t.paid_minor, t.remaining_minor, t.tax_minor, "
          "t.due_at, t.paid_at "
          "FROM invoices t LEFT JOIN customers c ON c.provider = t.provider AND c.external_id = t.customer_external_id "
          "WHERE COALESCE(t.issued_at, t.paid_at, t.due_at) >= ? AND COALESCE(t.issued_at, t.paid_at, t.due_at) < ? "
          "AND t.status <> 'draft' ORDER BY COALESCE(t.issued_at, t.paid_at, t.due_at), t.id"),
      from, to, &invoiceOfMonth);
}

Result<QVector<MonthMoney>> readMonthPayments(QSqlDatabase& database, qint64 from, qint64 to) {
  return monthRows(
      database,
      monthMoneySql({"payments", "payment", "t.invoice_external_id", "t.method", "t.amount_minor", "t.tax_minor", ""}),
      from, to, &moneyOfMonth);
}

Result<QVector<MonthMoney>> readMonthRefunds(QSqlDatabase& database, qint64 from, qint64 to) {
  return monthRows(
      database,
      monthMoneySql({"refunds", "refund", "t.payment_external_id", "t.reason", "0 - t.amount_minor", "0 - n.tax_minor",
                     "LEFT JOIN credit_notes n ON n.provider = t.provider AND "
                     "n.refund_external_id = t.external_id "}),
      from, to, &moneyOfMonth);
}

Result<QVector<MonthFee>> readMonthFees(QSqlDatabase& database, qint64 from, qint64 to) {
  return monthRows(database,
                   QStringLiteral("SELECT provider, payout_external_id, kind, object_external_id, currency, at, "
                                  "gross_minor, fee_minor, net_minor FROM payout_items WHERE at >= ? AND at < ? "
                                  "ORDER BY at, id"),
                   from, to, &feeOfMonth);
}

}  // namespace billing::store
