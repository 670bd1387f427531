#include "store/read/rowreaders.h"
#include "store/read/rowsbyid.h"
#include "store/read/usagesql.h"

namespace billing::store {
namespace {

constexpr int kMostPeriods = 12;

struct UsageRecord {
  qint64 id, start, end, usedMilli;
};
/// Newest first, by account and quota.
using UsageRecords = QHash<QPair<QString, QString>, QVector<UsageRecord>>;

Result<UsageRecords> recordsOf(QSqlDatabase& database, const QVector<UsageRow>& rows) {
  UsageRecords records;
  IdVector balances;
  for (const UsageRow& row : rows)
    if (!row.quota.isEmpty()) balances.append(static_cast<quint32>(row.id));
  auto read = forEachChunk(balances, [&](const IdVector& chunk) {
    return forEachRow(
        database,
        QStringLiteral(
            "SELECT a.account_key, r.quota, r.id, r.period_start, r.period_end, r.used FROM usage_balances t "
            "JOIN usage_records r ON r.account_id = t.account_id AND r.quota = t.quota JOIN accounts a ON "
            "a.id = t.account_id WHERE t.id IN (%1) ORDER BY r.period_start DESC")
            .arg(idList(chunk)),
        {}, [&](QSqlQuery& query) {
          auto& list = records[{query.value(0).toString(), query.value(1).toString()}];
          if (list.size() > kMostPeriods) return;
          list.append({query.value(2).toLongLong(), query.value(3).toLongLong(), query.value(4).toLongLong(),
                       query.value(5).toLongLong() * 1000});
        });
  });
  if (!read) return failure(read.error());
  return records;
}

void addPeriods(UsageRow& row, const QVector<UsageRecord>& newestFirst) {
  const qint64 present = row.periodStart.value_or(0);
  for (const UsageRecord& record : newestFirst) {
    if (record.start == present && !row.usedMilli) row.usedMilli = record.usedMilli;
    if (record.start < present && row.history.size() < kMostPeriods)
      row.history.prepend({record.id, record.start, record.end, record.usedMilli});
  }
}

}  // namespace

Result<QVector<UsageRow>> readUsage(QSqlDatabase& database, const IdVector& ids) {
  static const QString sql =
      QStringLiteral(
          "SELECT t.id, t.provider, t.external_id, t.customer_external_id, %1, t.subscription_external_id, t.name, "
          "t.unit, t.granted_milli, t.remaining_milli, t.updated_at, t.quota, COALESCE((SELECT a.account_key FROM "
          "accounts a WHERE a.id = t.account_id), ''), %2, t.warn_percent, %3, t.blocked_milli, t.period_start, "
          "t.period_end FROM usage_balances t")
          .arg(usagesql::owner(), usagesql::state(), usagesql::used());
  Result<QVector<UsageRow>> rows = rowsById<UsageRow>(database, sql, ids, [](Columns& columns, UsageRow& row) {
    columns.to(row.id, row.provider, row.externalId, row.customerExternalId, row.customerName,
               row.subscriptionExternalId, row.name, row.unit, row.grantedMilli, row.remainingMilli);
    columns.to(row.updatedAt, row.quota, row.accountKey, row.state, row.warnPercent, row.usedMilli, row.blockedMilli,
               row.periodStart, row.periodEnd);
  });
  if (!rows) return rows;
  const Result<UsageRecords> records = recordsOf(database, *rows);
  if (!records) return failure(records.error());
  for (UsageRow& row : *rows) addPeriods(row, records->value({row.accountKey, row.quota}));
  return rows;
}

}  // namespace billing::store
