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

Result<std::optional<KnownBar>> barOfAccount(WriteContext& context, const UsageBar& bar) {
  static const QString sql =
      QStringLiteral("SELECT id, account_id FROM usage_balances WHERE account_id = ? AND quota = ? ORDER BY id");
  return firstRow<KnownBar>(context, sql, {qlonglong(bar.account), toVariant(bar.quota)}, readBar);
}

// The account's own bar, wherever it stands; 0: it has none yet. A customer may pay for two accounts: then the second
// one's bar stands beside the first under a name of its own.
Result<std::int64_t> findBar(WriteContext& context, UsageBar& bar) {
  const auto wanted = barByCustomer(context, bar);
  if (!wanted) return failure(wanted.error());
  if (*wanted && (*wanted)->account == bar.account) return (*wanted)->row;
  if (*wanted) bar.externalId += '@' + std::to_string(bar.account);
  return barOfAccount(context, bar).map([](const auto& own) { return own ? own->row : 0; });
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
  UsageBar placed = bar;
  const auto row = findBar(context, placed);
  if (!row) return failure(row.error());
  QVariantList values = barValues(placed, now);
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
