// What the window asks of the workspace's own rules: accounts, jobs, checks, diagnoses, switches. Answers come on the
// caller's thread by whenDone.
#pragma once

#include <QFuture>
#include <QString>
#include <QVector>

#include "operations/deskvalues.h"
#include "operations/rulescontext.h"
#include "store/accountrows.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

struct JobInfo {
  JobKind kind = JobKind::Downgrade;
  qint64 nextRun = 0;  ///< by the timetable
  bool enabled = true;
  QVector<store::JobRunRow> runs;  ///< newest first, at most 20
};

/// Owned by the application context; outlives every pane.
class BillingDesk {
 public:
  virtual ~BillingDesk() = default;
  [[nodiscard]] virtual RulesContext rules() const = 0;

  /// NotFound while the customer is no account (no rules, or nothing was applied yet).
  virtual QFuture<Result<store::AccountDetail>> accountOfCustomer(qint64 customerRow, CancelToken cancel) = 0;
  virtual QFuture<Result<store::AccountDetail>> account(QString key, CancelToken cancel) = 0;
  virtual QFuture<Result<QVector<store::AccountRow>>> accounts(QString search, int limit, CancelToken cancel) = 0;

  virtual QFuture<Result<QVector<JobInfo>>> jobs(CancelToken cancel) = 0;
  virtual QFuture<Result<JobReport>> jobReport(qint64 run, CancelToken cancel) = 0;
  virtual QFuture<Result<JobReport>> runJob(JobKind kind, bool dryRun, JobProgress progress, CancelToken cancel) = 0;

  virtual QFuture<Result<QVector<store::SwitchRow>>> switches(CancelToken cancel) = 0;
  virtual QFuture<Result<qint64>> switchPreview(QString name, CancelToken cancel) = 0;
  virtual QFuture<Result<void>> setSwitch(SwitchChange change) = 0;

  virtual QFuture<Result<Diagnosis>> diagnose(Question question, QString subject, CancelToken cancel) = 0;
  virtual QFuture<Result<QVector<store::LetThroughRow>>> letThrough(CancelToken cancel) = 0;
  virtual QFuture<Result<void>> reconcileCredits(QString accountKey) = 0;
};

}  // namespace billing::operations
