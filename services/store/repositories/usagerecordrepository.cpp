#include "store/repositories/usagerecordrepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

StoredUsage readStoredUsage(RowReader& row) {
  StoredUsage record;
  record.row = row.number();
  record.account = row.number();
  record.quota = row.text();
  record.periodStart = {row.number()};
  record.periodEnd = row.instant();
  record.used = row.number();
  return record;
}

}  // namespace

Result<std::optional<StoredUsage>> UsageRecordRepository::find(WriteContext& context, std::int64_t account,
                                                               const std::string& quota, Instant periodStart) {
  static const QString sql = QStringLiteral(
      "SELECT id, account_id, quota, period_start, period_end, used FROM usage_records WHERE account_id = ? AND "
      "quota = ? AND period_start = ?");
  return firstRow<StoredUsage>(context, sql, {qlonglong(account), toVariant(quota), qlonglong(periodStart.ms)},
                               readStoredUsage);
}

Result<void> UsageRecordRepository::save(WriteContext& context, const StoredUsage& record, Instant now) {
  static const QString insert = QStringLiteral(
      "INSERT INTO usage_records (account_id, quota, period_start, period_end, used, updated_at) VALUES (?, ?, ?, ?, "
      "?, ?)");
  static const QString update =
      QStringLiteral("UPDATE usage_records SET period_end = ?, used = ?, updated_at = ? WHERE id = ?");
  if (record.row == 0)
    return insertRow(context, insert,
                     {qlonglong(record.account), toVariant(record.quota), qlonglong(record.periodStart.ms),
                      toVariant(record.periodEnd), qlonglong(record.used), qlonglong(now.ms)})
        .map([](std::int64_t) {});
  return touchRows(context, update,
                   {toVariant(record.periodEnd), qlonglong(record.used), qlonglong(now.ms), qlonglong(record.row)})
      .map([](int) {});
}

}  // namespace billing::store
