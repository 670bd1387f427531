// The schedule of the jobs under clocks that jump, machines that sleep and other programs that run them too.
#include <QPromise>
#include <QSignalSpy>
#include <QtTest>

#include "operations/jobs/jobs.h"
#include "operations/jobs/jobscheduler.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

constexpr std::int64_t hours = 3'600'000;

BillingRules sold() {
  BillingRules rules = threePlans();
  rules.downgrade = DowngradeWhen::Nightly;
  return rules;
}

class Schedule {
 public:
  explicit Schedule(BillingRules rules = sold()) : world(std::move(rules)) {}

  /// Slots that were run during one look, as "job day".
  QStringList look() {
    ran.clear();
    QSignalSpy rested(&scheduler, &JobScheduler::rested);
    scheduler.look();
    if (rested.isEmpty()) rested.wait(5000);
    return ran;
  }

  RuledWorld world;
  QStringList ran;
  bool broken = false;
  JobScheduler scheduler{*world.db, world.context, world.db.clock, [this](const JobRequest& request) {
                           ran += QString::fromUtf8(toString(request.kind)) + u' ' +
                                  QString::fromStdString(toIso8601(*request.scheduledFor)).mid(5, 5);
                           QPromise<Result<JobReport>> promise;
                           promise.start();
                           promise.addResult(broken
                                                 ? Result<JobReport>(failure(ErrorKind::Full, "database_full", "Full"))
                                                 : runJob(*world.db, world.context, request, world.db.clock.now()));
                           promise.finish();
                           return promise.future();
                         }};
};

const QStringList ofMarchFirst{QStringLiteral("downgrade 03-01"), QStringLiteral("expire 03-01")};
const QStringList ofMarchSecond{QStringLiteral("downgrade 03-02"), QStringLiteral("expire 03-02")};

}  // namespace

class JobSchedulerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_slot_is_run_once_however_often_it_looks() {
    Schedule at;  // 1 March, 12:00
    QCOMPARE(at.look(), ofMarchFirst);
    QVERIFY(at.look().isEmpty());
    at.world.db.clock.set({marchFirst + 14 * hours - 1});
    QVERIFY(at.look().isEmpty());
    at.world.db.clock.set({marchFirst + 14 * hours});
    QCOMPARE(at.look(), ofMarchSecond);
    QVERIFY(at.look().isEmpty());
  }

  void of_several_missed_slots_one_is_caught_up() {
    Schedule at;
    at.look();
    at.world.db.clock.advance(30 * days);
    QCOMPARE(at.look().size(), 2);
    QVERIFY(at.look().isEmpty());
    QCOMPARE(at.world.count("job_runs"), 4);
  }

  void a_clock_that_jumps_runs_nothing_twice_and_loses_nothing() {
    Schedule at;
    at.look();
    at.world.db.clock.set({marchFirst + 3650 * days});
    QCOMPARE(at.look().size(), 2);
    at.world.db.clock.set({marchFirst});
    QVERIFY(at.look().isEmpty());
    at.world.db.clock.set({marchFirst + days});
    QCOMPARE(at.look(), ofMarchSecond);
  }

  void another_program_that_ran_the_slot_is_as_good() {
    Schedule at;
    for (const JobKind kind : {JobKind::Downgrade, JobKind::Expire}) {
      JobRequest request;
      request.kind = kind;
      request.dryRun = false;
      request.scheduledFor = Instant{marchFirst - 10 * hours};
      VERIFY_RESULT(runJob(*at.world.db, at.world.context, request, at.world.db.clock.now()));
    }
    QVERIFY(at.look().isEmpty());
  }

  void a_dry_run_or_one_by_hand_settles_no_slot() {
    Schedule at;
    for (const bool dryRun : {true, false}) {
      JobRequest request;
      request.dryRun = dryRun;
      request.askedBy = QStringLiteral("ada");
      VERIFY_RESULT(runJob(*at.world.db, at.world.context, request, at.world.db.clock.now()));
    }
    QCOMPARE(at.look(), ofMarchFirst);
  }

  void where_downgrades_are_off_the_record_says_so() {
    BillingRules rules = sold();
    rules.downgradeEnabled = false;
    Schedule at(rules);
    QSignalSpy finished(&at.scheduler, &JobScheduler::finished);
    at.look();
    QCOMPARE(finished.size(), 2);
    const auto report = finished.first().first().value<JobReport>();
    QCOMPARE(report.run.status, QStringLiteral("stopped"));
    QVERIFY(report.run.message.contains(QStringLiteral("turned off")));
    QVERIFY(at.look().isEmpty());
  }

  void a_failure_is_told_and_not_tried_again_at_once() {
    Schedule at;
    at.broken = true;
    QSignalSpy failed(&at.scheduler, &JobScheduler::failed);
    QCOMPARE(at.look(), QStringList{QStringLiteral("downgrade 03-01")});
    QCOMPARE(failed.size(), 1);
    at.broken = false;
    at.ran.clear();
    at.scheduler.look();
    QTest::qWait(20);
    QVERIFY(at.ran.isEmpty());
  }

  void a_workspace_that_sells_nothing_has_no_schedule() {
    Schedule at{BillingRules{}};
    at.scheduler.look();
    QTest::qWait(20);
    QVERIFY(at.ran.isEmpty());
  }
};

QTEST_GUILESS_MAIN(JobSchedulerTest)
#include "tst_jobscheduler.moc"
