// Starts the jobs at their time for as long as the program runs.
#pragma once

#include <QDeadlineTimer>
#include <QFuture>
#include <QObject>
#include <QTimer>
#include <QVector>
#include <functional>

#include "operations/deskvalues.h"
#include "operations/rulescontext.h"
#include "store/database.h"
#include "support/instant.h"

namespace billing::operations {

/// Looks once a minute for the newest slot of the timetable that nobody has settled, and starts its job: downgrade,
/// expire, top up, one after the other. What was settled is asked of job_runs, so a clock that jumps, a machine that
/// slept or a second program never run a slot twice; of several missed slots one is caught up. A job that the profile
/// or a switch stops leaves a record that says so. Of several programs on a team's server one has this duty. Lives on a
/// thread with an event loop.
class JobScheduler : public QObject {
  Q_OBJECT
 public:
  /// Runs a job elsewhere, such as SqlBillingDesk::runJob.
  using Run = std::function<QFuture<Result<JobReport>>(JobRequest)>;

  /// All of it outlives this.
  JobScheduler(store::Database& database, RulesContext rules, const Clock& clock, Run run, QObject* parent = nullptr);
  /// Looks now, and every minute from now on.
  void start();
  /// Looks now. Nothing while it is still at work.
  void look();

 Q_SIGNALS:
  /// A run of the timetable is over, or was stopped.
  void finished(const billing::operations::JobReport& report);
  /// It could not run; it is tried again after some minutes.
  void failed(billing::operations::JobKind kind, const QString& why);
  /// Nothing more is due.
  void rested();

 private:
  void askDuty();
  void next();
  void settled(JobKind kind, const Result<JobReport>& report);
  void rest(bool inTrouble);
  store::Database& database_;
  const RulesContext rules_;
  const Clock& clock_;
  const Run run_;
  QTimer timer_;
  QVector<JobKind> due_;
  Instant lookedAt_;
  QDeadlineTimer patience_;  // after a failure
  bool working_ = false;
};

}  // namespace billing::operations
