#include "operations/jobs/jobs.h"

namespace billing::operations {

Result<JobReport> runJob(store::Database&, const RulesContext&, const JobRequest&, Instant, const JobProgress&,
                         CancelToken) {
  return failure(ErrorKind::Unavailable, "not_yet", "Jobs cannot run yet");
}

}  // namespace billing::operations
