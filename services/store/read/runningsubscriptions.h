// Subscriptions that run (trialing, active, behind with paying), on a reader's connection.
#pragma once

#include <QSqlDatabase>
#include <QString>
#include <QVector>
#include <string>

#include "domain/provider.h"
#include "support/result.h"

namespace billing::store {

/// Their ids, at most 20.
[[nodiscard]] Result<QVector<QString>> readRunningSubscriptions(QSqlDatabase& database, Provider provider,
                                                                const std::string& customer);
[[nodiscard]] Result<int> countRunningOfPrice(QSqlDatabase& database, Provider provider, const std::string& product);

}  // namespace billing::store
