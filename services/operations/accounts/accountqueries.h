// The read side of accounts: everything about one, or those that match. On a reader's connection.
#pragma once

#include <QString>
#include <QVector>

#include "operations/rulescontext.h"
#include "store/accountrows.h"
#include "support/instant.h"
#include "support/result.h"

class QSqlDatabase;

namespace billing::operations {

/// NotFound "unknown_account" when there is none of that key.
[[nodiscard]] Result<store::AccountDetail> readAccountDetail(QSqlDatabase& database, const RulesContext& rules,
                                                             Instant now, const QString& key);
/// NotFound while the customer is no account.
[[nodiscard]] Result<store::AccountDetail> readAccountOfCustomer(QSqlDatabase& database, const RulesContext& rules,
                                                                 Instant now, qint64 customerRow);
/// Those with the text in key, name or e-mail; all for an empty one.
[[nodiscard]] Result<QVector<store::AccountRow>> readAccounts(QSqlDatabase& database, const QString& search, int limit);

}  // namespace billing::operations
