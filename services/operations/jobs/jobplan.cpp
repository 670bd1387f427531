#include "operations/jobs/jobplan.h"

#include "operations/jobs/timetable.h"
#include "store/repositories/switchrepository.h"

namespace billing::operations {

Result<QString> whyStopped(store::WriteContext& context, const RulesContext& rules, const JobRequest& request,
                           Instant now) {
  if (request.kind != JobKind::Downgrade) return QString();
  const auto stop = store::SwitchRepository::find(context, stopDowngrades, now);
  if (!stop) return failure(stop.error());
  if (*stop && (*stop)->on)
    return QStringLiteral("Downgrades are stopped by %1: %2").arg((*stop)->setBy, (*stop)->reason);
  if (request.scheduledFor && !isOnTimetable(rules.rules, JobKind::Downgrade))
    return QStringLiteral("The workspace has automatic downgrades turned off");
  return QString();
}

Result<store::NewJobItem> plannedItem(store::WriteContext& context, std::int64_t account, const JobTask& task) {
  store::NewJobItem item{account, {}, task.what, QStringLiteral("would"), task.skip};
  const auto before = store::JobRepository::isDone(context, task.deed);
  if (!before) return failure(before.error());
  if (*before) item.reason = QStringLiteral("it was done before");
  if (!item.reason.isEmpty()) item.outcome = QStringLiteral("skipped");
  return item;
}

}  // namespace billing::operations
