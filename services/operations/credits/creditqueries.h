// An account's credits, for those who show them. On a reader's connection.
#pragma once

#include "operations/rulescontext.h"
#include "store/accountrows.h"
#include "support/instant.h"
#include "support/result.h"

class QSqlDatabase;

namespace billing::operations {

/// Newest first.
[[nodiscard]] Result<QVector<store::CreditGrantRow>> grantsOf(QSqlDatabase& database, qint64 account);
/// The newest 200 entries, newest first, each with the balance after it.
[[nodiscard]] Result<QVector<store::CreditEntryRow>> ledgerOf(QSqlDatabase& database, qint64 account);
/// The newest 200; 0: of all accounts and of nobody.
[[nodiscard]] Result<QVector<store::CreditPurchaseRow>> purchasesOf(QSqlDatabase& database, qint64 account);

/// Fills the part of the detail that is about credits. `detail.row` is known.
[[nodiscard]] Result<void> addCredits(QSqlDatabase& database, const RulesContext& rules, Instant now,
                                      store::AccountDetail& detail);

}  // namespace billing::operations
