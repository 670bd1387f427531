#include "store/repositories/creditledgerrepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

Result<std::int64_t> creditNumber(WriteContext& context, const QString& sql, std::int64_t account) {
  return firstRow<std::int64_t>(context, sql, {qlonglong(account)}, [](RowReader& row) { return row.number(); })
      .map([](const std::optional<std::int64_t>& number) { return number.value_or(0); });
}

Result<void> insertBalance(WriteContext& context, std::int64_t account, std::int64_t tenths,
                           std::optional<Instant> reconciled, Instant now) {
  static const QString sql =
      QStringLiteral("INSERT INTO credit_balances (account_id, tenths, reconciled_at, updated_at) VALUES (?, ?, ?, ?)");
  return touchRows(context, sql, {qlonglong(account), qlonglong(tenths), toVariant(reconciled), qlonglong(now.ms)})
      .map([](int) {});
}

Result<void> addToBalance(WriteContext& context, const LedgerEntry& entry) {
  static const QString sql =
      QStringLiteral("UPDATE credit_balances SET tenths = tenths + ?, updated_at = ? WHERE account_id = ?");
  const auto touched =
      touchRows(context, sql, {qlonglong(entry.tenths), qlonglong(entry.at.ms), qlonglong(entry.account)});
  if (!touched) return failure(touched.error());
  if (*touched > 0) return {};
  return insertBalance(context, entry.account, entry.tenths, std::nullopt, entry.at);
}

}  // namespace

Result<void> CreditLedgerRepository::append(WriteContext& context, const LedgerEntry& entry) {
  static const QString sql = QStringLiteral(
      "INSERT INTO credit_ledger (account_id, grant_id, kind, tenths, at, reference, note) VALUES (?, ?, ?, ?, ?, ?, "
      "?)");
  const auto added =
      touchRows(context, sql,
                {qlonglong(entry.account), qlonglong(entry.grant), toVariant(entry.kind), qlonglong(entry.tenths),
                 qlonglong(entry.at.ms), toVariant(entry.reference), toVariant(entry.note)});
  if (!added) return failure(added.error());
  return addToBalance(context, entry);
}

Result<std::int64_t> CreditLedgerRepository::sum(WriteContext& context, std::int64_t account) {
  static const QString sql = QStringLiteral("SELECT COALESCE(SUM(tenths), 0) FROM credit_ledger WHERE account_id = ?");
  return creditNumber(context, sql, account);
}

Result<std::int64_t> CreditLedgerRepository::cached(WriteContext& context, std::int64_t account) {
  static const QString sql = QStringLiteral("SELECT tenths FROM credit_balances WHERE account_id = ?");
  return creditNumber(context, sql, account);
}

Result<void> CreditLedgerRepository::reconcile(WriteContext& context, std::int64_t account, std::int64_t tenths,
                                               Instant now) {
  static const QString sql =
      QStringLiteral("UPDATE credit_balances SET tenths = ?, reconciled_at = ?, updated_at = ? WHERE account_id = ?");
  const auto touched =
      touchRows(context, sql, {qlonglong(tenths), qlonglong(now.ms), qlonglong(now.ms), qlonglong(account)});
  if (!touched) return failure(touched.error());
  if (*touched > 0) return {};
  return insertBalance(context, account, tenths, now, now);
}

}  // namespace billing::store
