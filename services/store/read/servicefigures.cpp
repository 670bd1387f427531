#include "store/read/servicefigures.h"

#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::store {

Result<ServiceFigures> readServiceFigures(QSqlDatabase& database) {
  ServiceFigures figures;
  const auto one = [&](const char* sql, auto&... into) {
    return forEachRow(database, QString::fromLatin1(sql), {}, [&](QSqlQuery& row) { Columns(row).to(into...); });
  };
  auto read = one("SELECT COUNT(*) FROM webhook_events WHERE state = 'dead'", figures.deadLetters);
  if (read)
    read = one("SELECT COUNT(*), MIN(received_at) FROM webhook_events WHERE state = 'pending'", figures.pending,
               figures.oldestPending);
  if (read) read = one("SELECT COUNT(*) FROM let_through", figures.letThrough);
  if (read)
    read = forEachRow(database,
                      QStringLiteral("SELECT job, status, MAX(finished_at) FROM job_runs WHERE dry_run = 0 "
                                     "AND finished_at IS NOT NULL GROUP BY job, status ORDER BY job, status"),
                      {}, [&](QSqlQuery& row) {
                        JobFigure job;
                        Columns(row).to(job.job, job.status, job.finishedAt);
                        figures.jobs.append(job);
                      });
  if (read)
    read = forEachRow(database, QStringLiteral("SELECT plan_id, COUNT(*) FROM accounts GROUP BY plan_id ORDER BY 1"),
                      {}, [&](QSqlQuery& row) {
                        PlanFigure plan;
                        Columns(row).to(plan.plan, plan.count);
                        figures.accounts.append(plan);
                      });
  if (!read) return failure(read.error());
  return figures;
}

}  // namespace billing::store
