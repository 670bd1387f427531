#include "store/read/accountusage.h"

#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::store {

Result<QVector<UsedRow>> readUsed(QSqlDatabase& database, qint64 account) {
  QVector<UsedRow> rows;
  auto read = forEachRow(database,
                         QStringLiteral("SELECT quota, period_start, period_end, used FROM usage_records WHERE "
                                        "account_id = ? ORDER BY quota, period_start DESC"),
                         {account}, [&](const QSqlQuery& query) {
                           UsedRow& row = rows.emplaceBack();
                           Columns(query).to(row.quota, row.periodStart, row.periodEnd, row.used);
                         });
  if (!read) return failure(read.error());
  return rows;
}

Result<QVector<BillableActionRow>> readBillableActions(QSqlDatabase& database, qint64 account, int limit) {
  QVector<BillableActionRow> rows;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT id, action, verdict, COALESCE(request_id, ''), detail, units, credits_tenths, at FROM "
                     "billable_actions WHERE account_id = ? ORDER BY at DESC, id DESC LIMIT ?"),
      {account, limit}, [&](const QSqlQuery& query) {
        BillableActionRow& row = rows.emplaceBack();
        Columns(query).to(row.id, row.action, row.verdict, row.requestId, row.detail, row.units, row.creditsTenths,
                          row.at);
      });
  if (!read) return failure(read.error());
  return rows;
}

}  // namespace billing::store
