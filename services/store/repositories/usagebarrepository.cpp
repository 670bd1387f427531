#include "store/repositories/usagebarrepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

struct KnownBar {
  std::int64_t row = 0, account = 0;
};

KnownBar readBar(RowReader& row) {
  const std::int64_t id = row.number();
  return {id, row.number()};
}

Result<std::optional<KnownBar>> barByCustomer(WriteContext& context, const UsageBar& bar) {
  static const QString sql = QStringLiteral(
      "SELECT id, account_id FROM usage_balances WHERE provider = ? AND external_id = ? AND customer_external_id = ?");
  return firstRow<KnownBar>(
      context, sql, {toVariant(bar.provider), toVariant(bar.externalId), toVariant(bar.customerExternalId)}, readBar);
}

Result<std::vector<KnownBar>> barsByAccount(WriteContext& context, const UsageBar& bar) {
  static const QString sql =
      QStringLiteral("SELECT id, account_id FROM usage_balances WHERE account_id = ? AND external_id = ? ORDER BY id");
  return allRows<KnownBar>(context, sql, {qlonglong(bar.account), toVariant(bar.externalId)}, readBar);
}

Result<void> dropBar(WriteContext& context, std::int64_t row) {
  static const QString sql = QStringLiteral("DELETE FROM usage_balances WHERE id = ?");
  context.changed(Entity::Usage, row, ChangeKind::Updated);
  return touchRows(context, sql, {qlonglong(row)}).map([](int) {});
}

// The account's bar moves over to a customer that has become known; one that stands there already is taken over.
Result<std::int64_t> findBar(WriteContext& context, const UsageBar& bar) {
  const auto wanted = barByCustomer(context, bar);
  if (!wanted) return failure(wanted.error());
  if (*wanted && (*wanted)->account == bar.account) return (*wanted)->row;
  const auto own = barsByAccount(context, bar);
  if (!own) return failure(own.error());
  if (!*wanted) return own->empty() ? 0 : own->front().row;
  for (const KnownBar& known : *own)
    if (auto dropped = dropBar(context, known.row); !dropped) return failure(dropped.error());
  return (*wanted)->row;
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
