// What is going to renew. On a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/listrows.h"
#include "support/result.h"

namespace billing::store {

struct ComingRenewals {
  QVector<SubscriptionRow> rows;     ///< soonest first, at most `limit`
  QVector<CurrencyFigure> expected;  ///< of all, also beyond the limit: their amounts for one interval, an estimate
};
/// In [from, to): running subscriptions that are not going to end.
[[nodiscard]] Result<ComingRenewals> readComingRenewals(QSqlDatabase& database, qint64 from, qint64 to, int limit);

}  // namespace billing::store
