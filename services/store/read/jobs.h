// What the jobs did, newest first. On a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/accountrows.h"
#include "support/result.h"

namespace billing::store {

/// Runs of one job, newest first.
[[nodiscard]] Result<QVector<JobRunRow>> readJobRuns(QSqlDatabase& database, const QString& job, int limit);
/// NotFound "no_such_run".
[[nodiscard]] Result<JobRunRow> readJobRun(QSqlDatabase& database, qint64 run);
/// In the order in which they were done.
[[nodiscard]] Result<QVector<JobItemRow>> readJobItems(QSqlDatabase& database, qint64 run);
/// What was let in unchecked, newest first.
[[nodiscard]] Result<QVector<LetThroughRow>> readLetThrough(QSqlDatabase& database, int limit);

}  // namespace billing::store
