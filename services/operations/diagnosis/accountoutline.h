// As much of an account as a guided check has to know.
#pragma once

#include <QString>
#include <optional>

#include "support/result.h"

class QSqlDatabase;

namespace billing::operations {

struct AccountOutline {
  qint64 id = 0;
  QString key, email, plan, status, subscription, unknownProduct;
};

/// By key, then by e-mail; nullopt when there is none. On a reader's connection.
[[nodiscard]] Result<std::optional<AccountOutline>> findOutline(QSqlDatabase& database, const QString& keyOrEmail);
/// Whose payment it is: of the account that it names, else of its customer's.
[[nodiscard]] Result<std::optional<AccountOutline>> outlineOfPayment(QSqlDatabase& database, const QString& provider,
                                                                     const QString& paymentExternalId);

}  // namespace billing::operations
