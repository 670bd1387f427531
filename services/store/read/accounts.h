// Accounts as panes and the local API show them. On a reader's connection.
#pragma once

#include <QString>
#include <optional>

#include "store/accountrows.h"
#include "support/result.h"

class QSqlDatabase;

namespace billing::store {

/// nullopt when there is none of that key; e-mails in any case.
[[nodiscard]] Result<std::optional<AccountRow>> readAccountByKey(QSqlDatabase& database, const QString& key);
/// Of a row of `customers`; nullopt while it is no account.
[[nodiscard]] Result<std::optional<AccountRow>> readAccountByCustomer(QSqlDatabase& database, qint64 customerRow);
/// Those with every word of the text in key, name, e-mail or the customer's id, by key; all for an empty text.
[[nodiscard]] Result<QVector<AccountRow>> searchAccounts(QSqlDatabase& database, const QString& text, int limit);

/// Of an account; a workspace of e-mails has at most one for each.
[[nodiscard]] Result<QVector<EntitlementRow>> readEntitlements(QSqlDatabase& database, qint64 account);
/// Newest first, at most `limit`.
[[nodiscard]] Result<QVector<PlanChangeRow>> readPlanChanges(QSqlDatabase& database, qint64 account, int limit);

}  // namespace billing::store
