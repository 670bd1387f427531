// Accounts for tests of usage and credits, made without the rules that make them in earnest.
#pragma once

#include "domain/billingrules.h"
#include "operations/rulescontext.h"
#include "support/testdatabase.h"

namespace billing::test {

inline Instant at(const char* iso) {
  return *fromIso8601(iso);
}

/// Runs `work` in a write and hands out what it gives.
template <class Work>
auto inWrite(store::Database& database, Work work) {
  using Outcome = decltype(work(std::declval<store::WriteContext&>()));
  Outcome outcome = failure(ErrorKind::Internal, "not_run", "The work was not run");
  const auto written = write(database, [&](store::WriteContext& context) -> Result<void> {
    outcome = work(context);
    if (!outcome) return failure(outcome.error());
    return {};
  });
  if (!written && outcome) outcome = failure(written.error());
  return outcome;
}

inline qint64 addAccount(store::Database& database, const QString& key, const QString& plan = QStringLiteral(""),
                         Instant created = {1'770'000'000'000}, const QString& customer = QStringLiteral("")) {
  const auto added = run(database,
                         QStringLiteral("INSERT INTO accounts (account_key, plan_id, billing_customer_id, created_at, "
                                        "updated_at) VALUES (?, ?, ?, ?, ?)"),
                         {key, plan, customer, qlonglong(created.ms), qlonglong(created.ms)});
  if (!added) qFatal("%s", describe(added.error()).c_str());
  return single(database, QStringLiteral("SELECT id FROM accounts WHERE account_key = ?"), {key}).toLongLong();
}

/// The ledger's sum, what is left of the grants, and the balance that repeats them.
struct CreditSums {
  qint64 ledger = 0, grants = 0, cache = 0;
  [[nodiscard]] bool agree() const { return ledger == grants && ledger == cache && ledger >= 0; }
};
inline CreditSums creditSums(store::Database& database, qint64 account) {
  const auto sum = [&](const char* sql) { return single(database, QLatin1String(sql), {account}).toLongLong(); };
  return {sum("SELECT COALESCE(SUM(tenths), 0) FROM credit_ledger WHERE account_id = ?"),
          sum("SELECT COALESCE(SUM(remaining_tenths), 0) FROM credit_grants WHERE account_id = ?"),
          sum("SELECT COALESCE(SUM(tenths), 0) FROM credit_balances WHERE account_id = ?")};
}

}  // namespace billing::test
