#include "store/read/financedocuments.h"

#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

QString subscriptionSql(const char* more, const char* condition) {
  return QStringLiteral(
             "SELECT s.id, s.provider, s.external_id, s.customer_external_id, s.status, s.currency, s.interval_unit, "
             "s.amount_minor, s.interval_count, s.created_at, s.period_end, s.trial_end, s.cancel_at, s.cancelled_at, "
             "s.cancel_at_period_end, s.discount_duration, s.discount_bps, s.discount_minor, s.discount_ends_at%1 FROM "
             "subscriptions s %2 ORDER BY s.currency, s.id")
      .arg(QLatin1String(more), QLatin1String(condition));
}

Columns subscriptionColumns(const QSqlQuery& query, FinanceSubscription& row) {
  Columns columns(query);
  columns.to(row.id, row.provider, row.externalId, row.customer, row.status, row.currency, row.unit, row.amountMinor,
             row.intervalCount, row.createdAt);
  columns.to(row.periodEnd, row.trialEnd, row.cancelAt, row.cancelledAt, row.cancelAtPeriodEnd, row.discountDuration,
             row.discountBps, row.discountMinor, row.discountEndsAt);
  return columns;
}

Result<QVector<FinanceSubscription>> financeSubscriptions(QSqlDatabase& database, const QString& sql, bool paid) {
  QVector<FinanceSubscription> rows;
  auto read = forEachRow(database, sql, {}, [&](const QSqlQuery& query) {
    FinanceSubscription& row = rows.emplaceBack();
    Columns columns = subscriptionColumns(query, row);
    if (paid) columns.to(row.firstPaidAt);
  });
  if (!read) return failure(read.error());
  return rows;
}

// Payments of less than the whole, on one side of an instant. A payment of the whole tells when it was made, and the
// invoice when it arrived.
QString partsPaid(const char* side) {
  return QStringLiteral(
             "(SELECT SUM(p.amount_minor) FROM payments p WHERE p.provider = i.provider AND p.invoice_external_id = "
             "i.external_id AND p.status = 'succeeded' AND p.amount_minor < i.total_minor AND "
             "COALESCE(p.created_at, p.object_time) %1 ?)")
      .arg(QLatin1String(side));
}

Result<QVector<FinanceInvoice>> financeInvoices(QSqlDatabase& database, const QString& which, qint64 before,
                                                const QVariantList& values) {
  QVector<FinanceInvoice> rows;
  auto read = forEachRow(
      database,
      QStringLiteral(
          "SELECT i.id, i.provider, i.external_id, i.number, i.customer_external_id, i.subscription_external_id, "
          "i.status, i.currency, i.line_items, i.total_minor, i.tax_minor, i.remaining_minor, "
          "COALESCE(i.issued_at, i.paid_at, i.due_at), i.due_at, i.paid_at, COALESCE(s.interval_unit, ''), "
          "COALESCE(s.interval_count, 1), CASE WHEN i.status = 'paid' AND i.paid_at >= ? THEN %2 END, "
          "CASE WHEN i.status = 'open' THEN %3 END FROM invoices i LEFT JOIN subscriptions s ON "
          "s.provider = i.provider AND s.external_id = i.subscription_external_id WHERE %1 AND COALESCE(i.issued_at, "
          "i.paid_at, i.due_at) < ? "
          "ORDER BY COALESCE(i.issued_at, i.paid_at, i.due_at), i.id")
          .arg(which, partsPaid("<"), partsPaid(">=")),
      QVariantList{before, before, before} + values + QVariantList{before}, [&](const QSqlQuery& query) {
        FinanceInvoice& row = rows.emplaceBack();
        Columns columns(query);
        columns.to(row.id, row.provider, row.externalId, row.number, row.customer, row.subscription, row.status,
                   row.currency, row.lines);
        columns.to(row.totalMinor, row.taxMinor, row.remainingMinor, row.issuedAt, row.dueAt, row.paidAt, row.unit,
                   row.intervalCount, row.paidBefore, row.paidSince);
      });
  if (!read) return failure(read.error());
  return rows;
}

struct MoneySql {
  const char* table;
  const char* condition;
  const char* what;
};
MoneySql moneySql(FinanceMoneyKind kind) {
  switch (kind) {
    case FinanceMoneyKind::Payments:
      return {"payments", "status = 'succeeded' AND", "method"};
    case FinanceMoneyKind::Refunds:
      return {"refunds", "status = 'succeeded' AND", "reason"};
    case FinanceMoneyKind::Disputes:
      break;
  }
  return {"disputes", "", "reason"};
}

}  // namespace

Result<QVector<FinanceInvoice>> readFinanceInvoices(QSqlDatabase& database, qint64 before) {
  return financeInvoices(database, QStringLiteral("i.status <> 'draft'"), before, {});
}

Result<QVector<FinanceInvoice>> readOwedInvoices(QSqlDatabase& database, qint64 before, qint64 now) {
  if (before > now) return financeInvoices(database, QStringLiteral("i.status = 'open'"), before, {});
  return financeInvoices(database, QStringLiteral("(i.status = 'open' OR (i.status = 'paid' AND i.paid_at >= ?))"),
                         before, {before});
}

Result<QVector<FinanceMoney>> readFinanceMoney(QSqlDatabase& database, FinanceMoneyKind kind, qint64 from, qint64 to) {
  const MoneySql parts = moneySql(kind);
  const QString sql = QStringLiteral(
                          "SELECT id, provider, external_id, customer_external_id, currency, %3, amount_minor, "
                          "COALESCE(created_at, object_time) FROM %1 WHERE %2 COALESCE(created_at, object_time) >= ? "
                          "AND COALESCE(created_at, object_time) < ? ORDER BY COALESCE(created_at, object_time), id")
                          .arg(QLatin1String(parts.table), QLatin1String(parts.condition), QLatin1String(parts.what));
  QVector<FinanceMoney> rows;
  auto read = forEachRow(database, sql, {from, to}, [&](const QSqlQuery& query) {
    FinanceMoney& row = rows.emplaceBack();
    Columns(query).to(row.id, row.provider, row.externalId, row.customer, row.currency, row.what, row.amountMinor,
                      row.at);
  });
  if (!read) return failure(read.error());
  return rows;
}

Result<QVector<FinanceSubscription>> readFinanceSubscriptions(QSqlDatabase& database) {
  return financeSubscriptions(database, subscriptionSql("", ""), false);
}

Result<QVector<FinanceSubscription>> readFinanceTrials(QSqlDatabase& database) {
  return financeSubscriptions(
      database,
      subscriptionSql(", (SELECT MIN(COALESCE(p.created_at, p.object_time)) FROM payments p WHERE p.provider = "
                      "s.provider AND p.subscription_external_id = s.external_id AND p.status = 'succeeded' AND "
                      "p.amount_minor > 0)",
                      "WHERE s.trial_end IS NOT NULL"),
      true);
}

Result<QVector<FinanceSubscription>> readFinanceDunning(QSqlDatabase& database) {
  return financeSubscriptions(database, subscriptionSql("", "WHERE s.status IN ('past_due', 'on_hold', 'unpaid')"),
                              false);
}

Result<QVector<FinanceGrace>> readFinanceGrace(QSqlDatabase& database, qint64 now) {
  QVector<FinanceGrace> rows;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT a.id, a.account_key, a.name, s.currency, a.grace_ends_at, s.amount_minor FROM accounts a "
                     "JOIN subscriptions s ON s.provider = a.billing_provider AND s.external_id = "
                     "a.billing_subscription_id WHERE a.grace_ends_at IS NOT NULL AND a.grace_ends_at > ? ORDER BY "
                     "a.grace_ends_at, a.id"),
      {now}, [&](const QSqlQuery& query) {
        FinanceGrace& row = rows.emplaceBack();
        Columns(query).to(row.account, row.accountKey, row.name, row.currency, row.endsAt, row.amountMinor);
      });
  if (!read) return failure(read.error());
  return rows;
}

Result<QVector<FinanceCredit>> readFinanceCredits(QSqlDatabase& database, qint64 before) {
  QVector<FinanceCredit> rows;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT l.account_id, a.account_key, a.name, l.kind, COALESCE(g.source, ''), l.at, l.tenths FROM "
                     "credit_ledger l JOIN accounts a ON a.id = l.account_id LEFT JOIN credit_grants g ON g.id = "
                     "l.grant_id WHERE l.at < ? ORDER BY l.at, l.id"),
      {before}, [&](const QSqlQuery& query) {
        FinanceCredit& row = rows.emplaceBack();
        Columns(query).to(row.account, row.accountKey, row.name, row.kind, row.source, row.at, row.tenths);
      });
  if (!read) return failure(read.error());
  return rows;
}

Result<QStringList> readFinanceCurrencies(QSqlDatabase& database) {
  QStringList currencies;
  auto read = forEachRow(
      database,
      QStringLiteral(
          "SELECT currency FROM (SELECT DISTINCT currency FROM mrr_months UNION SELECT DISTINCT currency FROM "
          "invoices WHERE status = 'open') known WHERE currency <> '' ORDER BY currency"),
      {}, [&](const QSqlQuery& query) { currencies += query.value(0).toString(); });
  if (!read) return failure(read.error());
  return currencies;
}

}  // namespace billing::store
