// The questions of the checks between our own tables, on a reader's connection.
#pragma once

#include <QSqlDatabase>
#include <QString>
#include <QVector>
#include <optional>

#include "domain/provider.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Accounts by their row, behind `after`.
[[nodiscard]] Result<QVector<qint64>> accountsAfter(QSqlDatabase& database, qint64 after, int limit);

/// The last word on an account's access that was spoken by hand.
struct AccessWord {
  qint64 at = 0;
  bool revoked = false;  ///< else given
};
/// By the audit log. A plan by hand is no word on access: the rules know it.
[[nodiscard]] Result<std::optional<AccessWord>> newestWordOnAccess(QSqlDatabase& database, const QString& accountKey);

struct PaymentOfNobody {
  QString externalId, customer, productId;
};
/// Succeeded payments that neither by name nor by their customer or subscription belong to an account.
[[nodiscard]] Result<QVector<PaymentOfNobody>> paymentsOfNobody(QSqlDatabase& database, Provider provider);

/// In tenths.
struct CreditsOutOfStep {
  QString accountKey;
  qint64 account = 0, ledger = 0, cache = 0, grants = 0;
};
/// Accounts whose cached balance or whose open grants are not the sum of the ledger.
[[nodiscard]] Result<QVector<CreditsOutOfStep>> creditsOutOfStep(QSqlDatabase& database);

}  // namespace billing::store
