#include "operations/jobs/jobscheduler.h"

#include <QPromise>

#include "operations/jobs/timetable.h"
#include "store/duty.h"
#include "store/repositories/jobrepository.h"
#include "support/whendone.h"

namespace billing::operations {
namespace {

constexpr std::chrono::minutes kBetweenLooks{1};
constexpr std::chrono::minutes kAfterFailure{15};

// A downgrade that the profile keeps off the timetable is started all the same: its record says why nothing was done.
QVector<JobKind> scheduledJobs(const BillingRules& rules) {
  QVector<JobKind> jobs{JobKind::Downgrade, JobKind::Expire};
  if (isOnTimetable(rules, JobKind::TopUp)) jobs.append(JobKind::TopUp);
  return jobs;
}

Result<QVector<JobKind>> unsettledJobs(QSqlDatabase& connection, store::Dialect dialect, const BillingRules& rules,
                                       Instant now) {
  store::WriteContext context(connection, dialect);
  QVector<JobKind> due;
  for (const JobKind kind : scheduledJobs(rules)) {
    const QString job = QString::fromUtf8(toString(kind));
    const auto done = store::JobRepository::isSettled(context, job, lastSlot(rules, kind, now));
    if (!done) return failure(done.error());
    if (!*done) due.append(kind);
  }
  return due;
}

}  // namespace

JobScheduler::JobScheduler(store::Database& database, RulesContext rules, const Clock& clock, Run run, QObject* parent)
    : QObject(parent), database_(database), rules_(rules), clock_(clock), run_(std::move(run)) {
  timer_.setInterval(kBetweenLooks);
  connect(&timer_, &QTimer::timeout, this, &JobScheduler::look);
}

void JobScheduler::start() {
  timer_.start();
  look();
}

void JobScheduler::look() {
  if (working_ || rules_.rules.empty() || !patience_.hasExpired()) return;
  working_ = true;
  lookedAt_ = clock_.now();
  const auto asked = database_.read<QVector<JobKind>>(
      [dialect = database_.dialect(), rules = rules_, now = lookedAt_](QSqlDatabase& connection) {
        return unsettledJobs(connection, dialect, rules.rules, now);
      });
  whenDone(asked, this, [this](const Result<QVector<JobKind>>& due) {
    due_ = due.value_or(QVector<JobKind>());
    if (due) return due_.isEmpty() ? rest(false) : askDuty();
    qWarning("The timetable of the jobs could not be read: %s", describe(due.error()).c_str());
    rest(true);
  });
}

// Of several consoles on a team's server one runs the timetable; it is asked anew each time, for that one may be gone.
void JobScheduler::askDuty() {
  if (database_.dialect() == store::Dialect::Sqlite) return next();
  auto promise = std::make_shared<QPromise<Result<bool>>>();
  promise->start();
  const auto asked = promise->future();
  auto mine = std::make_shared<bool>(false);
  database_.write(
      [mine](store::WriteContext& context) {
        return store::takeDuty(context, QStringLiteral("timetable")).map([&](bool taken) { *mine = taken; });
      },
      [promise, mine](Result<void> outcome) {
        promise->addResult(outcome.map([&] { return *mine; }));
        promise->finish();
      });
  whenDone(asked, this, [this](const Result<bool>& taken) {
    if (taken && *taken) return next();
    if (!taken) qWarning("The timetable waits: %s", describe(taken.error()).c_str());
    rest(!taken);
  });
}

void JobScheduler::next() {
  if (due_.isEmpty()) return rest(false);
  JobRequest request;
  request.kind = due_.takeFirst();
  request.dryRun = false;
  request.askedBy = QStringLiteral("schedule");
  request.scheduledFor = lastSlot(rules_.rules, request.kind, lookedAt_);
  whenDone(run_(request), this,
           [this, kind = request.kind](const Result<JobReport>& report) { settled(kind, report); });
}

void JobScheduler::settled(JobKind kind, const Result<JobReport>& report) {
  if (report) {
    Q_EMIT finished(*report);
  } else if (report.error().code != "slot_settled") {  // somebody else was faster: that is as good
    Q_EMIT failed(kind, QString::fromStdString(describe(report.error())));
    due_.clear();
    return rest(true);
  }
  next();
}

void JobScheduler::rest(bool inTrouble) {
  working_ = false;
  if (inTrouble) patience_.setRemainingTime(kAfterFailure);
  Q_EMIT rested();
}

}  // namespace billing::operations
