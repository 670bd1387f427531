#include "store/read/rowreaders.h"
#include "store/read/rowsbyid.h"

namespace billing::store {

Result<QVector<UsageRow>> readUsage(QSqlDatabase& database, const IdVector& ids) {
  static const QString sql = QStringLiteral(
      "SELECT t.id, t.provider, t.external_id, t.customer_external_id, c.name, t.subscription_external_id, t.name, "
      "t.unit, "
      "t.granted_milli, t.remaining_milli, t.updated_at FROM usage_balances t LEFT JOIN customers c ON c.provider = "
      "t.provider AND c.external_id = t.customer_external_id");
  return rowsById<UsageRow>(database, sql, ids, [](Columns& columns, UsageRow& row) {
    columns.to(row.id, row.provider, row.externalId, row.customerExternalId, row.customerName,
               row.subscriptionExternalId);
    columns.to(row.name, row.unit, row.grantedMilli, row.remainingMilli, row.updatedAt);
  });
}

}  // namespace billing::store
