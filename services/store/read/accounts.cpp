#include "store/read/accounts.h"

#include <QSqlDatabase>

#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

QString accountRowsSql() {
  return QStringLiteral(
      "SELECT a.id, a.account_key, a.name, a.email, a.billing_provider, a.billing_customer_id, "
      "a.billing_subscription_id, a.plan_id, a.plan_interval, a.billing_status, a.current_period_start, "
      "a.current_period_end, a.trial_ends_at, a.grace_ends_at, a.downgrade_due_at, a.cancel_at_period_end, "
      "a.downgrade_reason, a.manual_plan, a.unknown_product, a.created_at, a.updated_at FROM accounts a ");
}

AccountRow readAccountRow(const QSqlQuery& query) {
  AccountRow row;
  Columns(query).to(row.id, row.key, row.name, row.email, row.provider, row.customerExternalId,
                    row.subscriptionExternalId, row.plan, row.interval, row.status, row.periodStart, row.periodEnd,
                    row.trialEndsAt, row.graceEndsAt, row.downgradeDueAt, row.cancelAtPeriodEnd, row.downgradeReason,
                    row.manualPlan, row.unknownProduct, row.createdAt, row.updatedAt);
  return row;
}

Result<QVector<AccountRow>> accountRows(QSqlDatabase& database, const QString& rest, const QVariantList& values) {
  QVector<AccountRow> rows;
  auto read = forEachRow(database, accountRowsSql() + rest, values,
                         [&](const QSqlQuery& query) { rows.append(readAccountRow(query)); });
  if (!read) return failure(read.error());
  return rows;
}

Result<std::optional<AccountRow>> oneAccount(QSqlDatabase& database, const QString& rest, const QVariantList& values) {
  return accountRows(database, rest, values).map([](const QVector<AccountRow>& rows) {
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
  });
}

constexpr int kSearchedColumns = 4;

// In any case, and the same in every database.
QString anyColumnLike() {
  return QStringLiteral(
      "(LOWER(a.account_key) LIKE ? ESCAPE '!' OR LOWER(a.name) LIKE ? ESCAPE '!' OR LOWER(a.email) LIKE ? ESCAPE '!' "
      "OR LOWER(a.billing_customer_id) LIKE ? ESCAPE '!')");
}

QVariant patternOf(const QString& word) {
  QString escaped = word.toLower();
  for (const QChar special : {QChar(u'!'), QChar(u'%'), QChar(u'_')}) {
    escaped.replace(special, QString(u'!') + special);
  }
  return QString(u'%' + escaped + u'%');
}

}  // namespace

Result<std::optional<AccountRow>> readAccountByKey(QSqlDatabase& database, const QString& key) {
  const QString byKey = QStringLiteral("WHERE a.account_key = ?");
  auto account = oneAccount(database, byKey, {key});
  if (!account || *account || !key.contains(u'@')) return account;
  return oneAccount(database, byKey, {key.trimmed().toLower()});
}

Result<std::optional<AccountRow>> readAccountByCustomer(QSqlDatabase& database, qint64 customerRow) {
  return oneAccount(database,
                    QStringLiteral("JOIN account_customers l ON l.account_id = a.id JOIN customers c ON c.provider = "
                                   "l.provider AND c.external_id = l.customer_external_id WHERE c.id = ?"),
                    {customerRow});
}

Result<QVector<AccountRow>> searchAccounts(QSqlDatabase& database, const QString& text, int limit) {
  QString where;
  QVariantList values;
  for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
    where += (where.isEmpty() ? QStringLiteral("WHERE ") : QStringLiteral(" AND ")) + anyColumnLike();
    values << QVariantList(kSearchedColumns, patternOf(word));
  }
  return accountRows(database, where + QStringLiteral(" ORDER BY a.account_key LIMIT %1").arg(limit), values);
}

Result<QVector<EntitlementRow>> readEntitlements(QSqlDatabase& database, qint64 account) {
  QVector<EntitlementRow> rows;
  auto read =
      forEachRow(database,
                 QStringLiteral("SELECT id, email, plan, payment_id, payment_provider, product_id, source, "
                                "status, metadata, created_at, expires_at FROM entitlements WHERE "
                                "account_id = ? ORDER BY created_at DESC, id DESC"),
                 {account}, [&](const QSqlQuery& query) {
                   EntitlementRow row;
                   Columns(query).to(row.id, row.email, row.plan, row.paymentId, row.paymentProvider, row.productId,
                                     row.source, row.status, row.metadata, row.createdAt, row.expiresAt);
                   rows.append(row);
                 });
  if (!read) return failure(read.error());
  return rows;
}

Result<QVector<PlanChangeRow>> readPlanChanges(QSqlDatabase& database, qint64 account, int limit) {
  QVector<PlanChangeRow> rows;
  auto read = forEachRow(database,
                         QStringLiteral("SELECT at, from_plan, to_plan, cause FROM plan_changes WHERE account_id = ? "
                                        "ORDER BY at DESC, id DESC LIMIT %1")
                             .arg(limit),
                         {account}, [&](const QSqlQuery& query) {
                           PlanChangeRow row;
                           Columns(query).to(row.at, row.fromPlan, row.toPlan, row.cause);
                           rows.append(row);
                         });
  if (!read) return failure(read.error());
  return rows;
}

}  // namespace billing::store
