// The desk over a workspace's database.
#pragma once

#include <QThreadPool>
#include <functional>
#include <mutex>
#include <vector>

#include "operations/billingdesk.h"
#include "store/database.h"
#include "support/instant.h"

namespace billing::operations {

/// `database` and `clock` outlive this. Questions are answered by the database's readers; jobs run one after the other
/// on a thread of this object's own.
class SqlBillingDesk final : public BillingDesk {
 public:
  /// `wakeProcessor` is called on the writer's thread when processing may go on: it must only post or poke.
  SqlBillingDesk(store::Database& database, RulesContext rules, const Clock& clock,
                 std::function<void()> wakeProcessor = {});
  /// Cancels the jobs that run and waits for them: what they have done stays done.
  ~SqlBillingDesk() override;

  /// Whose hand it is, asked on the caller's thread; without it, whoever is logged in on this machine.
  void actsAs(std::function<Hand()> who) { who_ = std::move(who); }
  [[nodiscard]] RulesContext rules() const override { return rules_; }
  QFuture<Result<store::AccountDetail>> accountOfCustomer(qint64 customerRow, CancelToken cancel) override;
  QFuture<Result<store::AccountDetail>> account(QString key, CancelToken cancel) override;
  QFuture<Result<QVector<store::AccountRow>>> accounts(QString search, int limit, CancelToken cancel) override;

  QFuture<Result<QVector<JobInfo>>> jobs(CancelToken cancel) override;
  QFuture<Result<JobReport>> jobReport(qint64 run, CancelToken cancel) override;
  /// `progress` is called on the job's thread.
  QFuture<Result<JobReport>> runJob(JobKind kind, bool dryRun, JobProgress progress, CancelToken cancel) override;
  /// The same for the schedule, or whoever else asks.
  QFuture<Result<JobReport>> runJob(JobRequest request, JobProgress progress, CancelToken cancel);

  QFuture<Result<QVector<store::SwitchRow>>> switches(CancelToken cancel) override;
  QFuture<Result<qint64>> switchPreview(QString name, CancelToken cancel) override;
  QFuture<Result<void>> setSwitch(SwitchChange change) override;

  QFuture<Result<Diagnosis>> diagnose(Question question, QString subject, CancelToken cancel) override;
  QFuture<Result<QVector<store::LetThroughRow>>> letThrough(CancelToken cancel) override;
  QFuture<Result<void>> reconcileCredits(QString accountKey) override;

 private:
  QFuture<Result<void>> write(store::Database::Work work, std::function<void()> committed = {});
  store::Database& database_;
  const RulesContext rules_;
  const Clock& clock_;
  const std::function<void()> wakeProcessor_;
  std::function<Hand()> who_;
  std::mutex mutex_;
  std::vector<CancelToken> running_;
  QThreadPool pool_;
};

}  // namespace billing::operations
