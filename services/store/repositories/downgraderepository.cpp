#include "store/repositories/downgraderepository.h"

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

Result<void> downgradeChange(WriteContext& context, const QString& sql, const QVariantList& values) {
  return Statement::run(context, sql, values).map([](const Statement&) {});
}

// One instant of the first row; nullopt when there is none.
Result<std::optional<Instant>> instantOf(WriteContext& context, const QString& sql, const QVariantList& values) {
  auto found = Statement::run(context, sql, values);
  if (!found) return failure(found.error());
  if (found->next()) return RowReader(found->query()).instant();
  return ended(context.database(), found->query()).map([] { return std::optional<Instant>(); });
}

Result<std::optional<Instant>> lastWell(WriteContext& context, const QVariantList& key) {
  return instantOf(context,
                   QStringLiteral("SELECT MAX(at) FROM subscription_health WHERE provider = ? AND "
                                  "subscription_external_id = ? AND failing = 0"),
                   key);
}

}  // namespace

Result<void> DowngradeRepository::save(WriteContext& context, Provider provider, const std::string& subscription,
                                       std::int64_t account, const std::string& reason, Instant at) {
  const QVariantList key{toVariant(provider), toVariant(subscription)};
  const auto known = instantOf(
      context, QStringLiteral("SELECT at FROM downgrades WHERE provider = ? AND subscription_external_id = ?"), key);
  if (!known) return failure(known.error());
  if (*known && **known >= at) return {};
  const QString sql = *known ? QStringLiteral(
                                   "UPDATE downgrades SET account_id = ?, at = ?, reason = ? WHERE provider = ? AND "
                                   "subscription_external_id = ?")
                             : QStringLiteral(
                                   "INSERT INTO downgrades (account_id, at, reason, provider, "
                                   "subscription_external_id) VALUES (?, ?, ?, ?, ?)");
  return downgradeChange(context, sql, QVariantList{qlonglong(account), qlonglong(at.ms), toVariant(reason)} + key);
}

// Of the good times only the newest matters, and of the bad ones only those after it: so the table stays small, and
// what is left is the same in whatever order the events came.
Result<void> DowngradeRepository::noteHealth(WriteContext& context, Provider provider, const std::string& subscription,
                                             bool failing, Instant at) {
  const QVariantList key{toVariant(provider), toVariant(subscription)};
  const auto well = lastWell(context, key);
  if (!well) return failure(well.error());
  if (*well && **well >= at) return {};
  if (!failing) {
    auto cleared = downgradeChange(context,
                                   QStringLiteral("DELETE FROM subscription_health WHERE provider = ? AND "
                                                  "subscription_external_id = ? AND at <= ?"),
                                   key + QVariantList{qlonglong(at.ms)});
    if (!cleared) return cleared;
  } else {
    const auto known = instantOf(context,
                                 QStringLiteral("SELECT at FROM subscription_health WHERE provider = ? AND "
                                                "subscription_external_id = ? AND failing = 1 AND at = ?"),
                                 key + QVariantList{qlonglong(at.ms)});
    if (!known || *known) return known.map([](const auto&) {});
  }
  return downgradeChange(context,
                         QStringLiteral("INSERT INTO subscription_health (provider, subscription_external_id, failing, "
                                        "at) VALUES (?, ?, ?, ?)"),
                         key + QVariantList{failing ? 1 : 0, qlonglong(at.ms)});
}

Result<std::optional<Instant>> DowngradeRepository::failingSince(WriteContext& context, Provider provider,
                                                                 const std::string& subscription) {
  return instantOf(context,
                   QStringLiteral("SELECT MIN(at) FROM subscription_health WHERE provider = ? AND "
                                  "subscription_external_id = ? AND failing = 1"),
                   {toVariant(provider), toVariant(subscription)});
}

}  // namespace billing::store
