#include "operations/credits/creditqueries.h"

#include <numeric>

#include "store/read/accountcredits.h"

namespace billing::operations {
namespace {

constexpr int mostEntries = 200;

// Lapsed but not written off yet, or granted by a clock that has been put back: in the ledger, not at hand.
qint64 unusableTenths(const QVector<store::CreditGrantRow>& grants, Instant now) {
  return std::accumulate(grants.begin(), grants.end(), qint64{0}, [&](qint64 sum, const auto& grant) {
    const bool usable = grant.grantedAt <= now.ms && (!grant.expiresAt || now.ms < *grant.expiresAt);
    return usable ? sum : sum + grant.remainingTenths;
  });
}

}  // namespace

Result<QVector<store::CreditGrantRow>> grantsOf(QSqlDatabase& database, qint64 account) {
  return store::readCreditGrants(database, account);
}

Result<QVector<store::CreditEntryRow>> ledgerOf(QSqlDatabase& database, qint64 account) {
  return store::readCreditLedger(database, account, mostEntries);
}

Result<QVector<store::CreditPurchaseRow>> purchasesOf(QSqlDatabase& database, qint64 account) {
  return store::readCreditPurchases(database, account, mostEntries);
}

Result<void> addCredits(QSqlDatabase& database, const RulesContext& rules, Instant now, store::AccountDetail& detail) {
  detail.hasCredits = rules.rules.credits.enabled;
  auto grants = grantsOf(database, detail.row.id);
  if (!grants) return failure(grants.error());
  auto ledger = ledgerOf(database, detail.row.id);
  if (!ledger) return failure(ledger.error());
  auto purchases = purchasesOf(database, detail.row.id);
  if (!purchases) return failure(purchases.error());
  const auto sums = store::readCreditSums(database, detail.row.id);
  if (!sums) return failure(sums.error());
  const qint64 unusable = unusableTenths(*grants, now);
  detail.balanceTenths = sums->ledgerTenths - unusable;
  detail.cachedTenths = sums->cachedTenths - unusable;
  detail.grants = std::move(*grants);
  detail.ledger = std::move(*ledger);
  detail.purchases = std::move(*purchases);
  return {};
}

}  // namespace billing::operations
