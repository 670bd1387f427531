#include "store/repositories/jobrepository.h"

#include "store/repositories/rowvalues.h"
#include "store/repositories/textvalue.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

// What a run that was killed did do, by the outcome of its items.
Result<int> countItems(WriteContext& context, std::int64_t run, const char* outcome) {
  auto rows = Statement::run(context, QStringLiteral("SELECT COUNT(*) FROM job_items WHERE run_id = ? AND outcome = ?"),
                             {qlonglong(run), QLatin1String(outcome)});
  if (!rows) return failure(rows.error());
  return rows->next() ? rows->value(0).toInt() : 0;
}

Result<std::vector<std::int64_t>> openRuns(WriteContext& context, const QString& job) {
  auto rows =
      Statement::run(context, QStringLiteral("SELECT id FROM job_runs WHERE job = ? AND status = 'running'"), {job});
  if (!rows) return failure(rows.error());
  std::vector<std::int64_t> runs;
  while (rows->next()) runs.push_back(rows->value(0).toLongLong());
  return runs;
}

}  // namespace

Result<std::int64_t> JobRepository::start(WriteContext& context, const NewJobRun& run) {
  auto inserted = Statement::run(
      context,
      QStringLiteral("INSERT INTO job_runs (job, dry_run, asked_by, scheduled_for, "
                     "started_at, status) VALUES (?, ?, ?, ?, ?, 'running')"),
      {run.job, run.dryRun ? 1 : 0, textValue(run.askedBy), toVariant(run.scheduledFor), qlonglong(run.startedAt.ms)});
  if (!inserted) return failure(inserted.error());
  const std::int64_t row = inserted->query().lastInsertId().toLongLong();
  context.changed(Entity::JobRun, row, ChangeKind::Inserted);
  return row;
}

Result<void> JobRepository::finish(WriteContext& context, const JobRunRow& run) {
  auto updated = Statement::run(context,
                                QStringLiteral("UPDATE job_runs SET finished_at = ?, hits = ?, skipped = ?, "
                                               "failed = ?, status = ?, message = ? WHERE id = ?"),
                                {run.finishedAt ? QVariant(*run.finishedAt) : QVariant(), run.hits, run.skipped,
                                 run.failed, run.status, textValue(run.message), run.id});
  if (!updated) return failure(updated.error());
  context.changed(Entity::JobRun, run.id, ChangeKind::Updated);
  return {};
}

Result<void> JobRepository::closeInterrupted(WriteContext& context, const QString& job, Instant now) {
  const auto runs = openRuns(context, job);
  if (!runs) return failure(runs.error());
  for (const std::int64_t id : *runs) {
    JobRunRow run;
    run.id = id;
    run.finishedAt = now.ms;
    run.status = QStringLiteral("failed");
    run.message = QStringLiteral("The program ended before the run did; what was left is done by the next run");
    for (const auto& [outcome, count] :
         {std::pair{"done", &run.hits}, {"skipped", &run.skipped}, {"failed", &run.failed}}) {
      const auto counted = countItems(context, id, outcome);
      if (!counted) return failure(counted.error());
      *count = *counted;
    }
    if (auto closed = finish(context, run); !closed) return closed;
  }
  return {};
}

Result<void> JobRepository::addItem(WriteContext& context, std::int64_t run, const NewJobItem& item, Instant now) {
  return Statement::run(context,
                        QStringLiteral("INSERT INTO job_items (run_id, account_id, deed, what, outcome, reason, at) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?)"),
                        {qlonglong(run), qlonglong(item.account), item.deed.isEmpty() ? QVariant() : item.deed,
                         textValue(item.what), item.outcome, textValue(item.reason), qlonglong(now.ms)})
      .map([](const Statement&) {});
}

Result<bool> JobRepository::isDone(WriteContext& context, const QString& deed) {
  auto rows = Statement::run(context, QStringLiteral("SELECT id FROM job_items WHERE deed = ?"), {deed});
  if (!rows) return failure(rows.error());
  return rows->next();
}

Result<bool> JobRepository::isSettled(WriteContext& context, const QString& job, Instant slot) {
  auto rows = Statement::run(context,
                             QStringLiteral("SELECT id FROM job_runs WHERE job = ? AND scheduled_for = ? AND dry_run = "
                                            "0 AND status IN ('done', 'stopped')"),
                             {job, qlonglong(slot.ms)});
  if (!rows) return failure(rows.error());
  return rows->next();
}

}  // namespace billing::store
