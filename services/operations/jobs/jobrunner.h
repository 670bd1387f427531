// One run of a job from its record to its report.
#pragma once

#include <QElapsedTimer>
#include <vector>

#include "operations/jobs/jobs.h"
#include "operations/jobs/jobwork.h"
#include "store/repositories/jobrepository.h"

namespace billing::operations {

class JobRunner {
 public:
  /// All of it outlives the run.
  JobRunner(store::Database& database, const RulesContext& rules, const JobRequest& request, Instant now,
            const JobProgress& progress, CancelToken cancel);
  [[nodiscard]] Result<JobReport> run();

 private:
  using Accounts = std::vector<std::int64_t>;
  struct Counts {
    int hits = 0, skipped = 0, failed = 0;
  };

  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> beginWithin(store::WriteContext& context);
  [[nodiscard]] Result<void> refuseSettledSlot(store::WriteContext& context) const;
  [[nodiscard]] Result<void> workThrough();
  [[nodiscard]] Result<void> workOn(const Accounts& some);
  [[nodiscard]] Result<void> oneByOne(const Accounts& some);
  [[nodiscard]] Result<Counts> settle(store::WriteContext& context, const Accounts& some) const;
  [[nodiscard]] Result<void> settleOne(store::WriteContext& context, std::int64_t account, Counts& counts) const;
  [[nodiscard]] Result<void> settleTask(store::WriteContext& context, std::int64_t account, const JobTask& task,
                                        Counts& counts) const;
  [[nodiscard]] Result<void> noteFailure(std::int64_t account, const Error& error);
  [[nodiscard]] Result<void> finish(store::WriteContext& context) const;
  /// Within the transaction of what it tells of; nothing unless the job is run by hand.
  [[nodiscard]] Result<void> note(store::WriteContext& context, const char* action, const QByteArray& after) const;
  [[nodiscard]] Result<void> end(const char* status, const QString& message);
  void endsAs(const char* status, const QString& message);
  [[nodiscard]] Result<JobReport> report();
  [[nodiscard]] Result<void> write(const store::Database::Work& work);
  void count(const Counts& counts);

  store::Database& database_;
  const JobRequest& request_;
  const RulesContext rules_;
  const Instant now_;
  const JobProgress& progress_;
  const CancelToken cancel_;
  const std::unique_ptr<JobWork> work_;
  QElapsedTimer elapsed_;
  store::JobRunRow row_;
  Accounts all_;
};

}  // namespace billing::operations
