// The recurring revenue: what is read of the stored movements. On a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "metrics/mrrdefinition.h"
#include "store/read/financerows.h"
#include "support/result.h"

namespace billing::store {

/// What each subscription counts for just before `at`; those that count for nothing are left out.
[[nodiscard]] Result<QVector<RevenuePosition>> readRevenuePositions(QSqlDatabase& database, qint64 at);
/// In [from, to), in order of time.
[[nodiscard]] Result<QVector<RevenueMove>> readRevenueMoves(QSqlDatabase& database, qint64 from, qint64 to);
/// Whether two of them, one after the other, are parts of one movement: movements are counted by the first.
[[nodiscard]] bool isOneMovement(const RevenueMove& one, const RevenueMove& next);
/// The stored sums of all months up to and including `lastMonth`, oldest first.
[[nodiscard]] Result<QVector<RevenueMonth>> readRevenueMonths(QSqlDatabase& database, int lastMonth);
/// The same sums of [from, to), made anew: for another zone than the stored months are of. `month` is given to each.
[[nodiscard]] Result<QVector<RevenueMonth>> readRevenueSums(QSqlDatabase& database, qint64 from, qint64 to, int month);
/// As another definition would have it: made from what was told, nothing is written. A pass over everything.
struct RevenueView {
  QVector<RevenuePosition> atStart, atEnd;  ///< just before `from` and `to`
  QVector<RevenueMove> moves;               ///< in [from, to), in order of time
};
[[nodiscard]] Result<RevenueView> readRevenueView(QSqlDatabase& database, const MrrDefinition& definition, qint64 from,
                                                  qint64 to);

/// By which definition and zone the movements were made, and when; empty texts: not yet.
struct RevenueState {
  QString definition, zone;
  qint64 builtAt = 0;
};
[[nodiscard]] Result<RevenueState> readRevenueState(QSqlDatabase& database);

}  // namespace billing::store
