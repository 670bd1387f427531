#include "store/read/storyquestions.h"

#include "store/sqlquery.h"

namespace billing::store {

Result<std::vector<RequestedTopUp>> requestedTopUps(QSqlDatabase& database) {
  std::vector<RequestedTopUp> all;
  const auto read = forEachRow(
      database,
      QStringLiteral("SELECT p.payment_external_id, a.account_key, p.amount_minor, p.currency FROM credit_purchases p "
                     "JOIN accounts a ON a.id = p.account_id WHERE p.status = 'requested' ORDER BY p.id"),
      {}, [&all](const QSqlQuery& row) {
        const auto currency = Currency::fromCode(row.value(3).toString().toStdString());
        all.push_back({row.value(0).toString().toStdString(),
                       row.value(1).toString().toStdString(),
                       {row.value(2).toLongLong(), currency.value_or(Currency())}});
      });
  if (!read) return failure(read.error());
  return all;
}

Result<bool> isDowngradeDue(QSqlDatabase& database, Instant at) {
  bool due = false;
  const auto read = forEachRow(database, QStringLiteral("SELECT COUNT(*) FROM accounts WHERE downgrade_due_at <= ?"),
                               {qlonglong(at.ms)}, [&due](const QSqlQuery& row) { due = row.value(0).toInt() > 0; });
  if (!read) return failure(read.error());
  return due;
}

}  // namespace billing::store
