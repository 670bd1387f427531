#include "operations/jobs/jobrunner.h"
#include "operations/jobs/jobs.h"

namespace billing::operations {

std::unique_ptr<JobWork> jobWork(JobKind kind, const RulesContext& rules, Instant now) {
  switch (kind) {
    case JobKind::TopUp:
      return topUpWork(rules, now);
    case JobKind::Expire:
      return expireWork(rules, now);
    case JobKind::Downgrade:
      break;
  }
  return downgradeWork(rules, now);
}

Result<JobReport> runJob(store::Database& database, const RulesContext& rules, const JobRequest& request, Instant now,
                         const JobProgress& progress, CancelToken cancel) {
  return JobRunner(database, rules, request, now, progress, std::move(cancel)).run();
}

}  // namespace billing::operations
