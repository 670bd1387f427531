#include "operations/diagnosis/accountoutline.h"

#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::operations {
namespace {

Result<std::optional<AccountOutline>> outlineWhere(QSqlDatabase& database, const QString& where,
                                                   const QVariantList& values) {
  std::optional<AccountOutline> found;
  auto read = store::forEachRow(
      database,
      QStringLiteral("SELECT a.id, a.account_key, a.email, a.plan_id, a.billing_status, a.billing_subscription_id, "
                     "a.unknown_product FROM accounts a ") +
          where,
      values, [&](const QSqlQuery& query) {
        AccountOutline outline;
        store::Columns(query).to(outline.id, outline.key, outline.email, outline.plan, outline.status,
                                 outline.subscription, outline.unknownProduct);
        if (!found) found = outline;
      });
  if (!read) return failure(read.error());
  return found;
}

}  // namespace

Result<std::optional<AccountOutline>> findOutline(QSqlDatabase& database, const QString& keyOrEmail) {
  const QString lower = keyOrEmail.toLower();
  return outlineWhere(database,
                      QStringLiteral("WHERE a.account_key IN (?, ?) OR a.email IN (?, ?) ORDER BY CASE WHEN "
                                     "a.account_key IN (?, ?) THEN 0 ELSE 1 END, a.id"),
                      {keyOrEmail, lower, keyOrEmail, lower, keyOrEmail, lower});
}

Result<std::optional<AccountOutline>> outlineOfPayment(QSqlDatabase& database, const QString& provider,
                                                       const QString& paymentExternalId) {
  return outlineWhere(
      database,
      QStringLiteral(
          "JOIN payments p ON p.provider = ? AND p.external_id = ? LEFT JOIN account_objects o ON o.provider = "
          "p.provider AND o.kind = 'payment' AND o.external_id = p.external_id LEFT JOIN account_customers c ON "
          "c.provider = p.provider AND c.customer_external_id = p.customer_external_id WHERE a.id = "
          "COALESCE(o.account_id, c.account_id)"),
      {provider, paymentExternalId});
}

}  // namespace billing::operations
