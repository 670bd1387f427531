#include "store/read/plansums.h"
#include "store/read/rowreaders.h"
#include "store/read/rowsbyid.h"

namespace billing::store {

Result<QVector<PlanRow>> readPlans(QSqlDatabase& database, const IdVector& ids) {
  static const QString sql =
      QStringLiteral(
          "SELECT t.id, t.provider, t.product_id, t.price_id, t.name, t.currency, t.interval_unit, t.amount_minor, "
          "t.interval_count, t.active, %1, %2, %3, t.object_time FROM prices t")
          .arg(plansums::activeSubscribers(), plansums::allSubscribers(), plansums::mrr());
  return rowsById<PlanRow>(database, sql, ids, [](Columns& columns, PlanRow& row) {
    columns.to(row.id, row.provider, row.productId, row.priceId, row.name, row.currency, row.intervalUnit,
               row.amountMinor);
    columns.to(row.intervalCount, row.active, row.activeSubscribers, row.allSubscribers, row.mrrMinor, row.lastSeenAt);
  });
}

}  // namespace billing::store
