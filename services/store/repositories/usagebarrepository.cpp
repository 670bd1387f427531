#include "store/repositories/usagebarrepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

Result<std::optional<std::int64_t>> barByCustomer(WriteContext& context, const UsageBar& bar) {
  static const QString sql = QStringLiteral(
      "SELECT id FROM usage_balances WHERE provider = ? AND external_id = ? AND customer_external_id = ?");
  return firstRow<std::int64_t>(context, sql,
                                {toVariant(bar.provider), toVariant(bar.externalId), toVariant(bar.customerExternalId)},
                                [](RowReader& row) { return row.number(); });
}

Result<std::vector<std::int64_t>> barsByAccount(WriteContext& context, const UsageBar& bar) {
  static const QString sql =
      QStringLiteral("SELECT id FROM usage_balances WHERE account_id = ? AND external_id = ? ORDER BY id");
  return allRows<std::int64_t>(context, sql, {qlonglong(bar.account), toVariant(bar.externalId)},
                               [](RowReader& row) { return row.number(); });
}

// The customer has become known, or another one: the bar moves over to it.
Result<std::int64_t> findBar(WriteContext& context, const UsageBar& bar) {
  const auto wanted = barByCustomer(context, bar);
  if (!wanted) return failure(wanted.error());
  if (*wanted) return **wanted;
  const auto known = barsByAccount(context, bar);
  if (!known) return failure(known.error());
  return known->empty() ? 0 : known->front();
}

QVariantList barValues(const UsageBar& bar, Instant now) {
  return {toVariant(bar.provider),       toVariant(bar.externalId),  toVariant(bar.customerExternalId),
          toVariant(bar.name),           toVariant(bar.unit),        toVariant(bar.grantedMilli),
          toVariant(bar.remainingMilli), qlonglong(now.ms),          qlonglong(now.ms),
          qlonglong(bar.account),        toVariant(bar.quota),       bar.warnPercent,
          toVariant(bar.blockedMilli),   toVariant(bar.periodStart), toVariant(bar.periodEnd)};
}

}  // namespace

Result<void> UsageBarRepository::save(WriteContext& context, const UsageBar& bar, Instant now) {
  static const QString insert = QStringLiteral(
      "INSERT INTO usage_balances (provider, external_id, customer_external_id, name, unit, granted_milli, "
      "remaining_milli, object_time, updated_at, account_id, quota, warn_percent, blocked_milli, period_start, "
      "period_end) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  static const QString update = QStringLiteral(
      "UPDATE usage_balances SET provider = ?, external_id = ?, customer_external_id = ?, name = ?, unit = ?, "
      "granted_milli = ?, remaining_milli = ?, object_time = ?, updated_at = ?, account_id = ?, quota = ?, "
      "warn_percent = ?, blocked_milli = ?, period_start = ?, period_end = ? WHERE id = ?");
  const auto row = findBar(context, bar);
  if (!row) return failure(row.error());
  QVariantList values = barValues(bar, now);
  if (*row == 0) {
    const auto inserted = insertRow(context, insert, values);
    if (!inserted) return failure(inserted.error());
    context.changed(Entity::Usage, *inserted, ChangeKind::Inserted);
    return {};
  }
  values << qlonglong(*row);
  if (auto updated = touchRows(context, update, values); !updated) return failure(updated.error());
  context.changed(Entity::Usage, *row, ChangeKind::Updated);
  return {};
}

}  // namespace billing::store
