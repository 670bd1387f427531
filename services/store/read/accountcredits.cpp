#include "store/read/accountcredits.h"

#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

QString purchaseSql(const char* condition) {
  return QStringLiteral(
             "SELECT p.id, p.provider, p.payment_external_id, p.kind, p.status, p.reason, p.currency, "
             "COALESCE(a.account_key, ''), p.tenths, p.amount_minor, p.purchased_at FROM credit_purchases p LEFT JOIN "
             "accounts a ON a.id = p.account_id %1 ORDER BY p.purchased_at DESC, p.id DESC LIMIT ?")
      .arg(QLatin1String(condition));
}

}  // namespace

Result<QVector<CreditGrantRow>> readCreditGrants(QSqlDatabase& database, qint64 account) {
  QVector<CreditGrantRow> rows;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT id, source, reference, note, tenths, remaining_tenths, granted_at, priority, expires_at "
                     "FROM credit_grants WHERE account_id = ? ORDER BY granted_at DESC, id DESC"),
      {account}, [&](const QSqlQuery& query) {
        CreditGrantRow& row = rows.emplaceBack();
        Columns(query).to(row.id, row.source, row.reference, row.note, row.tenths, row.remainingTenths, row.grantedAt,
                          row.priority, row.expiresAt);
      });
  if (!read) return failure(read.error());
  return rows;
}

// In the order of booking, which a clock that is put back does not change.
Result<QVector<CreditEntryRow>> readCreditLedger(QSqlDatabase& database, qint64 account, int limit) {
  const Result<CreditSumsRow> sums = readCreditSums(database, account);
  if (!sums) return failure(sums.error());
  qint64 balance = sums->ledgerTenths;
  QVector<CreditEntryRow> rows;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT l.id, l.kind, l.reference, l.note, COALESCE(g.source, ''), l.tenths, l.at FROM "
                     "credit_ledger l LEFT JOIN credit_grants g ON g.id = l.grant_id WHERE l.account_id = ? ORDER BY "
                     "l.id DESC LIMIT ?"),
      {account, limit}, [&](const QSqlQuery& query) {
        CreditEntryRow& row = rows.emplaceBack();
        Columns(query).to(row.id, row.kind, row.reference, row.note, row.source, row.tenths, row.at);
        row.balanceTenths = balance;
        balance -= row.tenths;
      });
  if (!read) return failure(read.error());
  return rows;
}

Result<QVector<CreditPurchaseRow>> readCreditPurchases(QSqlDatabase& database, qint64 account, int limit) {
  QVector<CreditPurchaseRow> rows;
  const QString sql = purchaseSql(account == 0 ? "" : "WHERE p.account_id = ?");
  const QVariantList values = account == 0 ? QVariantList{limit} : QVariantList{account, limit};
  auto read = forEachRow(database, sql, values, [&](const QSqlQuery& query) {
    CreditPurchaseRow& row = rows.emplaceBack();
    Columns(query).to(row.id, row.provider, row.paymentExternalId, row.kind, row.status, row.reason, row.currency,
                      row.accountKey, row.tenths, row.amountMinor, row.purchasedAt);
  });
  if (!read) return failure(read.error());
  return rows;
}

Result<CreditSumsRow> readCreditSums(QSqlDatabase& database, qint64 account) {
  CreditSumsRow sums;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT (SELECT COALESCE(SUM(tenths), 0) FROM credit_ledger WHERE account_id = ?), "
                     "(SELECT COALESCE(SUM(tenths), 0) FROM credit_balances WHERE account_id = ?)"),
      {account, account}, [&](const QSqlQuery& query) { Columns(query).to(sums.ledgerTenths, sums.cachedTenths); });
  if (!read) return failure(read.error());
  return sums;
}

}  // namespace billing::store
