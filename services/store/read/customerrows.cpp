#include "store/read/customersums.h"
#include "store/read/reviewsql.h"
#include "store/read/rowreaders.h"
#include "store/read/rowsbyid.h"

namespace billing::store {
namespace {

// "Pro yearly" is the name of the one plan; of several only their number is told.
QString planSummary(int plans, const QString& name) {
  return plans > 1 ? QStringLiteral("%1 plans").arg(plans) : name;
}

QString customerSql() {
  const QString running = QStringLiteral(
      "FROM subscriptions s WHERE s.provider = t.provider AND s.customer_external_id = t.external_id "
      "AND s.status IN ('active', 'trialing', 'past_due')");
  const QString plans = QStringLiteral("(SELECT COUNT(DISTINCT s.product_id) %1)").arg(running);
  const QString plan =
      QStringLiteral("(SELECT MAX(COALESCE(NULLIF(s.product_name, ''), s.product_id)) %1)").arg(running);
  return QStringLiteral(
             "SELECT t.id, t.provider, t.external_id, t.name, t.email, t.created_at, t.deleted, %1, %2, %3, %4, %5, "
             "%6, %7, "
             "%8, %9, ")
             .arg(customersums::subscriptions(), customersums::activeSubscriptions(), customersums::status(),
                  customersums::mrr(), customersums::currency(), customersums::currencies(), customersums::paid(),
                  customersums::lastPayment(), customersums::lastEvent()) +
         plans + QStringLiteral(", ") + plan + reviewsql::columns(QStringLiteral("customer")) +
         QStringLiteral("FROM customers t") + reviewsql::join(QStringLiteral("customer"));
}

}  // namespace

Result<QVector<CustomerRow>> readCustomers(QSqlDatabase& database, const IdVector& ids) {
  static const QString sql = customerSql();
  return rowsById<CustomerRow>(database, sql, ids, [](Columns& columns, CustomerRow& row) {
    int currencies = 0;
    int plans = 0;
    columns.to(row.id, row.provider, row.externalId, row.name, row.email, row.createdAt, row.deleted,
               row.subscriptions);
    columns.to(row.activeSubscriptions, row.status, row.mrrMinor, row.currency, currencies, row.paidMinor);
    columns.to(row.lastPaymentAt, row.lastEventAt, plans, row.planSummary);
    reviewsql::readMark(columns, row.review);
    row.mixedCurrencies = currencies > 1;
    row.planSummary = planSummary(plans, row.planSummary);
  });
}

}  // namespace billing::store
