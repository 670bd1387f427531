#include "store/read/reconcilefacts.h"

#include "store/read/columns.h"
#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"

namespace billing::store {

Result<QVector<qint64>> accountsAfter(QSqlDatabase& database, qint64 after, int limit) {
  QVector<qint64> ids;
  auto read = forEachRow(database, QStringLiteral("SELECT id FROM accounts WHERE id > ? ORDER BY id LIMIT ?"),
                         {after, limit}, [&](const QSqlQuery& query) { ids.append(query.value(0).toLongLong()); });
  if (!read) return failure(read.error());
  return ids;
}

Result<std::optional<AccessWord>> newestWordOnAccess(QSqlDatabase& database, const QString& accountKey) {
  std::optional<AccessWord> word;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT at, action FROM audit_entries WHERE action IN ('grant_entitlement.done', "
                     "'revoke_entitlement.done') AND (account_key = ? OR external_id = ?) ORDER BY id DESC LIMIT 1"),
      {accountKey, accountKey}, [&](const QSqlQuery& query) {
        word = AccessWord{query.value(0).toLongLong(), query.value(1).toString() == u"revoke_entitlement.done"};
      });
  if (!read) return failure(read.error());
  return word;
}

Result<QVector<PaymentOfNobody>> paymentsOfNobody(QSqlDatabase& database, Provider provider) {
  QVector<PaymentOfNobody> found;
  auto read = forEachRow(
      database,
      QStringLiteral(
          "SELECT p.external_id, p.customer_external_id, COALESCE(NULLIF(s.product_id, ''), p.product_id) FROM "
          "payments p LEFT JOIN subscriptions s ON s.provider = p.provider AND s.external_id = "
          "p.subscription_external_id AND p.subscription_external_id <> '' "
          "WHERE p.provider = ? AND p.status = 'succeeded' AND NOT EXISTS (SELECT 1 FROM account_customers c WHERE "
          "c.provider = p.provider AND c.customer_external_id = p.customer_external_id) AND NOT EXISTS (SELECT 1 FROM "
          "account_objects o WHERE o.provider = p.provider AND ((o.kind = 'payment' AND o.external_id = p.external_id) "
          "OR (o.kind = 'subscription' AND o.external_id = p.subscription_external_id))) ORDER BY p.id"),
      {toVariant(provider)}, [&](const QSqlQuery& query) {
        PaymentOfNobody one;
        Columns(query).to(one.externalId, one.customer, one.productId);
        found.append(one);
      });
  if (!read) return failure(read.error());
  return found;
}

Result<QVector<CreditsOutOfStep>> creditsOutOfStep(QSqlDatabase& database) {
  QVector<CreditsOutOfStep> found;
  auto read = forEachRow(
      database,
      QStringLiteral(
          "SELECT a.account_key, a.id, COALESCE(l.tenths, 0), COALESCE(b.tenths, 0), COALESCE(g.tenths, 0) FROM "
          "accounts a LEFT JOIN (SELECT account_id, SUM(tenths) AS tenths FROM credit_ledger GROUP BY account_id) l ON "
          "l.account_id = a.id LEFT JOIN credit_balances b ON b.account_id = a.id LEFT JOIN (SELECT account_id, "
          "SUM(remaining_tenths) AS tenths FROM credit_grants GROUP BY account_id) g ON g.account_id = a.id WHERE "
          "COALESCE(l.tenths, 0) <> COALESCE(b.tenths, 0) OR COALESCE(l.tenths, 0) <> COALESCE(g.tenths, 0) "
          "ORDER BY a.id"),
      {}, [&](const QSqlQuery& query) {
        CreditsOutOfStep one;
        Columns(query).to(one.accountKey, one.account, one.ledger, one.cache, one.grants);
        found.append(one);
      });
  if (!read) return failure(read.error());
  return found;
}

}  // namespace billing::store
