// The credits of one account, on a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/accountrows.h"
#include "support/result.h"

namespace billing::store {

/// Newest first.
[[nodiscard]] Result<QVector<CreditGrantRow>> readCreditGrants(QSqlDatabase& database, qint64 account);
/// Newest first, each with the balance after it.
[[nodiscard]] Result<QVector<CreditEntryRow>> readCreditLedger(QSqlDatabase& database, qint64 account, int limit);
/// Newest first; of an account, or with 0 of all, also those of nobody.
[[nodiscard]] Result<QVector<CreditPurchaseRow>> readCreditPurchases(QSqlDatabase& database, qint64 account, int limit);

struct CreditSumsRow {
  qint64 ledgerTenths = 0, cachedTenths = 0;
};
[[nodiscard]] Result<CreditSumsRow> readCreditSums(QSqlDatabase& database, qint64 account);

}  // namespace billing::store
