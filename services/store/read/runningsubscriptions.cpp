#include "store/read/runningsubscriptions.h"

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

QString runningWhere() {
  return QStringLiteral("WHERE provider = ? AND status IN ('active', 'trialing', 'past_due', 'on_hold') AND ");
}

}  // namespace

Result<QVector<QString>> readRunningSubscriptions(QSqlDatabase& database, Provider provider,
                                                  const std::string& customer) {
  QVector<QString> ids;
  const QString sql = QStringLiteral(
                          "SELECT external_id FROM subscriptions %1 customer_external_id = ? "
                          "ORDER BY external_id LIMIT 20")
                          .arg(runningWhere());
  return forEachRow(database, sql, {toVariant(provider), toVariant(customer)},
                    [&](QSqlQuery& row) { ids.append(row.value(0).toString()); })
      .map([&] { return std::move(ids); });
}

Result<int> countRunningOfPrice(QSqlDatabase& database, Provider provider, const std::string& product) {
  int count = 0;
  const QString sql = QStringLiteral("SELECT COUNT(*) FROM subscriptions %1 product_id = ?").arg(runningWhere());
  return forEachRow(database, sql, {toVariant(provider), toVariant(product)},
                    [&](QSqlQuery& row) { count = row.value(0).toInt(); })
      .map([&] { return count; });
}

}  // namespace billing::store
