// What one account has used and done, on a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/accountrows.h"
#include "support/result.h"

namespace billing::store {

/// A usage record as it is kept.
struct UsedRow {
  QString quota;
  qint64 periodStart = 0;
  std::optional<qint64> periodEnd;
  qint64 used = 0;
};
/// Of all quotas and periods, the newest period first.
[[nodiscard]] Result<QVector<UsedRow>> readUsed(QSqlDatabase& database, qint64 account);

/// Newest first. `detail` is the answer as it is kept (JSON).
[[nodiscard]] Result<QVector<BillableActionRow>> readBillableActions(QSqlDatabase& database, qint64 account, int limit);

}  // namespace billing::store
