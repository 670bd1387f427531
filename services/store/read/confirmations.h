// When the provider last confirmed an object, and what else it said of it. On a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/confirmationrows.h"
#include "support/result.h"

namespace billing::store {

/// `entity` is subscription, customer, invoice or payment. Empty when the row is gone.
[[nodiscard]] Result<Confirmation> readConfirmation(QSqlDatabase& database, const QString& entity, qint64 row);

}  // namespace billing::store
