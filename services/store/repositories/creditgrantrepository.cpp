#include "store/repositories/creditgrantrepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

QString grantSql(const char* condition) {
  return QStringLiteral(
             "SELECT id, account_id, source, reference, tenths, remaining_tenths, priority, granted_at, expires_at, "
             "note FROM credit_grants WHERE %1 ORDER BY id")
      .arg(QLatin1String(condition));
}

StoredGrant readGrant(RowReader& row) {
  StoredGrant grant;
  grant.row = row.number();
  grant.account = row.number();
  grant.source = row.text();
  grant.reference = row.text();
  grant.tenths = row.number();
  grant.remainingTenths = row.number();
  grant.priority = static_cast<int>(row.number());
  grant.granted = {row.number()};
  grant.expires = row.instant();
  grant.note = row.text();
  return grant;
}

Result<std::vector<StoredGrant>> selectGrants(WriteContext& context, const QString& sql, const QVariantList& values) {
  return allRows<StoredGrant>(context, sql, values, readGrant);
}

}  // namespace

Result<std::vector<StoredGrant>> CreditGrantRepository::open(WriteContext& context, std::int64_t account) {
  static const QString sql = grantSql("account_id = ? AND remaining_tenths > 0");
  return selectGrants(context, sql, {qlonglong(account)});
}

Result<std::vector<StoredGrant>> CreditGrantRepository::current(WriteContext& context, std::int64_t account,
                                                                Instant now) {
  static const QString sql = grantSql("account_id = ? AND (remaining_tenths > 0 OR expires_at > ?)");
  return selectGrants(context, sql, {qlonglong(account), qlonglong(now.ms)});
}

Result<std::vector<StoredGrant>> CreditGrantRepository::lapsed(WriteContext& context, std::int64_t account,
                                                               Instant now) {
  static const QString all = grantSql("remaining_tenths > 0 AND expires_at <= ?");
  static const QString one = grantSql("account_id = ? AND remaining_tenths > 0 AND expires_at <= ?");
  if (account == 0) return selectGrants(context, all, {qlonglong(now.ms)});
  return selectGrants(context, one, {qlonglong(account), qlonglong(now.ms)});
}

// The range of texts that start with the prefix: an index finds it, which LIKE does not promise.
Result<std::vector<StoredGrant>> CreditGrantRepository::referring(WriteContext& context, std::int64_t account,
                                                                  const std::string& source,
                                                                  const std::string& prefix) {
  static const QString sql = grantSql("account_id = ? AND source = ? AND reference >= ? AND reference < ?");
  std::string end = prefix;
  ++end.back();
  return selectGrants(context, sql, {qlonglong(account), toVariant(source), toVariant(prefix), toVariant(end)});
}

Result<std::string> CreditGrantRepository::lastReference(WriteContext& context, std::int64_t account,
                                                         const std::string& source) {
  static const QString sql = QStringLiteral(
      "SELECT reference FROM credit_grants WHERE account_id = ? AND source = ? ORDER BY reference DESC LIMIT 1");
  return firstRow<std::string>(context, sql, {qlonglong(account), toVariant(source)},
                               [](RowReader& row) { return row.text(); })
      .map([](std::optional<std::string>&& found) { return std::move(found).value_or(std::string()); });
}

Result<bool> CreditGrantRepository::exists(WriteContext& context, std::int64_t account, const std::string& source,
                                           const std::string& reference) {
  static const QString sql =
      QStringLiteral("SELECT id FROM credit_grants WHERE account_id = ? AND source = ? AND reference = ?");
  return firstRow<std::int64_t>(context, sql, {qlonglong(account), toVariant(source), toVariant(reference)},
                                [](RowReader& row) { return row.number(); })
      .map([](const std::optional<std::int64_t>& found) { return found.has_value(); });
}

Result<std::int64_t> CreditGrantRepository::add(WriteContext& context, const StoredGrant& grant) {
  static const QString sql = QStringLiteral(
      "INSERT INTO credit_grants (account_id, source, reference, tenths, remaining_tenths, priority, granted_at, "
      "expires_at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  return insertRow(context, sql,
                   {qlonglong(grant.account), toVariant(grant.source), toVariant(grant.reference),
                    qlonglong(grant.tenths), qlonglong(grant.remainingTenths), grant.priority,
                    qlonglong(grant.granted.ms), toVariant(grant.expires), toVariant(grant.note)});
}

Result<void> CreditGrantRepository::setRemaining(WriteContext& context, std::int64_t row, std::int64_t tenths) {
  static const QString sql = QStringLiteral("UPDATE credit_grants SET remaining_tenths = ? WHERE id = ?");
  return touchRows(context, sql, {qlonglong(tenths), qlonglong(row)}).map([](int) {});
}

Result<std::int64_t> CreditGrantRepository::sum(WriteContext& context, std::int64_t account) {
  static const QString sql = QStringLiteral(
      "SELECT COALESCE(SUM(remaining_tenths), 0) FROM credit_grants WHERE account_id = ? AND remaining_tenths > 0");
  return firstRow<std::int64_t>(context, sql, {qlonglong(account)}, [](RowReader& row) { return row.number(); })
      .map([](const std::optional<std::int64_t>& sum) { return sum.value_or(0); });
}

}  // namespace billing::store
