// Sees to it that the stored revenue history is that of the workspace: its definition, its zone, all its subscriptions.
#pragma once

#include <QFuture>
#include <QString>
#include <functional>

#include "store/database.h"
#include "store/repositories/mrrrepository.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

/// By what the workspace wants it made: the newest choice of each term, in this zone (IANA; empty: UTC).
[[nodiscard]] Result<store::MrrRules> revenueRules(QSqlDatabase& connection, const QString& zone);

struct RevenueHistoryWish {
  QString zone;  ///< the workspace's, IANA; empty: UTC
  Instant now;
  bool always = false;  ///< make it anew even where it is as it should be
  CancelToken cancel;
  std::function<void(qint64)> progress = {};  ///< how many subscriptions are done; on the writer's thread
};

/// Looks on a reader's thread, and where the history was made by another definition (metric_choices) or in another
/// zone, or is missing, makes it anew on the writer's, behind waiting deliveries. Nothing blocks. Carries how many
/// movements were written; 0: nothing was to be done. ReadOnly and Forbidden for who may not write, Cancelled,
/// InvalidInput "unknown_zone". The database outlives the future.
[[nodiscard]] QFuture<Result<qint64>> makeRevenueHistory(store::Database& database, RevenueHistoryWish wish);

}  // namespace billing::operations
