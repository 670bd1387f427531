#include "store/read/jobs.h"

#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

QString jobRunColumns() {
  return QStringLiteral(
      "SELECT id, job, asked_by, status, message, dry_run, started_at, finished_at, hits, skipped, failed "
      "FROM job_runs ");
}

JobRunRow readRun(const QSqlQuery& query) {
  JobRunRow row;
  Columns(query).to(row.id, row.job, row.askedBy, row.status, row.message, row.dryRun, row.startedAt, row.finishedAt,
                    row.hits, row.skipped, row.failed);
  return row;
}

}  // namespace

Result<QVector<JobRunRow>> readJobRuns(QSqlDatabase& database, const QString& job, int limit) {
  QVector<JobRunRow> rows;
  auto read =
      forEachRow(database, jobRunColumns() + QStringLiteral("WHERE job = ? ORDER BY started_at DESC, id DESC LIMIT ?"),
                 {job, limit}, [&](const QSqlQuery& query) { rows.append(readRun(query)); });
  if (!read) return failure(read.error());
  return rows;
}

Result<JobRunRow> readJobRun(QSqlDatabase& database, qint64 run) {
  std::optional<JobRunRow> row;
  auto read = forEachRow(database, jobRunColumns() + QStringLiteral("WHERE id = ?"), {run},
                         [&](const QSqlQuery& query) { row = readRun(query); });
  if (!read) return failure(read.error());
  if (!row) return failure(ErrorKind::NotFound, "no_such_run", "There is no run " + std::to_string(run));
  return *row;
}

Result<QVector<JobItemRow>> readJobItems(QSqlDatabase& database, qint64 run) {
  QVector<JobItemRow> rows;
  auto read =
      forEachRow(database,
                 QStringLiteral("SELECT a.account_key, a.name, i.what, i.outcome, i.reason, i.at FROM job_items i "
                                "JOIN accounts a ON a.id = i.account_id WHERE i.run_id = ? ORDER BY i.id"),
                 {run}, [&](const QSqlQuery& query) {
                   JobItemRow& row = rows.emplaceBack();
                   Columns(query).to(row.accountKey, row.accountName, row.what, row.outcome, row.reason, row.at);
                 });
  if (!read) return failure(read.error());
  return rows;
}

Result<QVector<LetThroughRow>> readLetThrough(QSqlDatabase& database, int limit) {
  QVector<LetThroughRow> rows;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT what, account_key, action, reason, at FROM let_through ORDER BY at DESC, id DESC LIMIT ?"),
      {limit}, [&](const QSqlQuery& query) {
        LetThroughRow& row = rows.emplaceBack();
        Columns(query).to(row.what, row.accountKey, row.action, row.reason, row.at);
      });
  if (!read) return failure(read.error());
  return rows;
}

}  // namespace billing::store
