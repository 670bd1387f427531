#include "operations/accounts/accountqueries.h"

#include "operations/credits/creditqueries.h"
#include "operations/usage/usagequeries.h"
#include "store/read/accounts.h"

namespace billing::operations {
namespace {

constexpr int kMostPlanChanges = 200;

Result<store::AccountDetail> detailOf(QSqlDatabase& database, const RulesContext& rules, Instant now,
                                      const store::AccountRow& account) {
  store::AccountDetail detail;
  detail.row = account;
  if (auto added = addUsage(database, rules, now, detail); !added) return failure(added.error());
  if (auto added = addCredits(database, rules, now, detail); !added) return failure(added.error());
  auto entitlements = store::readEntitlements(database, account.id);
  if (!entitlements) return failure(entitlements.error());
  detail.entitlements = std::move(*entitlements);
  auto changes = store::readPlanChanges(database, account.id, kMostPlanChanges);
  if (!changes) return failure(changes.error());
  detail.planChanges = std::move(*changes);
  return detail;
}

}  // namespace

Result<store::AccountDetail> readAccountDetail(QSqlDatabase& database, const RulesContext& rules, Instant now,
                                               const QString& key) {
  const auto account = store::readAccountByKey(database, key);
  if (!account) return failure(account.error());
  if (!*account) {
    return failure(ErrorKind::NotFound, "unknown_account", "There is no account " + key.toStdString(), {},
                   "It appears with its first event, checkout or counted action");
  }
  return detailOf(database, rules, now, **account);
}

Result<store::AccountDetail> readAccountOfCustomer(QSqlDatabase& database, const RulesContext& rules, Instant now,
                                                   qint64 customerRow) {
  const auto account = store::readAccountByCustomer(database, customerRow);
  if (!account) return failure(account.error());
  if (!*account) {
    return failure(ErrorKind::NotFound, "no_account", "This customer is no account",
                   rules.rules.empty() ? "the workspace has no plans and no credits" : "no event of it was applied yet",
                   rules.rules.empty() ? "Add [[plan]] to the workspace file" : "");
  }
  return detailOf(database, rules, now, **account);
}

Result<QVector<store::AccountRow>> readAccounts(QSqlDatabase& database, const QString& search, int limit) {
  return store::searchAccounts(database, search, limit);
}

}  // namespace billing::operations
