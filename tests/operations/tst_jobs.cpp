// Who loses a plan, and when.
#include "operations/tst_jobs.h"

namespace billing::operations::jobstest {

void JobsTest::a_cancelled_account_is_downgraded_by_the_nightly_job_and_its_quota_reset() {
  World world(nightly());
  world.deliver("evt_1", ada.subscription("active", marchFirst));
  world.use(700);
  world.deliver("evt_2", ada.subscription("cancelled", marchFirst + minutes));
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
  QCOMPARE(world.report(JobKind::Downgrade, {thatNight.ms - 1}).items.size(), 0);
  const JobReport report = world.report(JobKind::Downgrade, thatNight);
  QCOMPARE(onlyItem(report), QStringLiteral("pro to free: cancelled, due since 2 Mar 2026, 02:00 UTC"));
  QCOMPARE(report.items.first().accountKey, QStringLiteral("u_1"));
  QCOMPARE(report.items.first().outcome, QStringLiteral("done"));
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
  QCOMPARE(single(*world.db, QStringLiteral("SELECT SUM(used) FROM usage_records")).toInt(), 0);
  QCOMPARE(world.count("billable_actions"), 1);
  QCOMPARE(single(*world.db, QStringLiteral("SELECT cause FROM plan_changes ORDER BY id DESC LIMIT 1")).toString(),
           QStringLiteral("job"));
}

void JobsTest::a_dry_run_tells_exactly_what_a_run_does_and_changes_nothing() {
  World world(nightly());
  world.deliver("evt_1", ada.subscription("active", marchFirst));
  world.deliver("evt_2", ada.subscription("cancelled", marchFirst + minutes));
  const JobReport dry = world.report(JobKind::Downgrade, thatNight, true);
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
  QVERIFY(dry.run.dryRun && dry.run.hits == 1);
  QCOMPARE(dry.items.first().outcome, QStringLiteral("would"));
  const JobReport run = world.report(JobKind::Downgrade, thatNight);
  QCOMPARE(onlyItem(run), onlyItem(dry));
  QCOMPARE(run.run.hits, dry.run.hits);
}

void JobsTest::a_run_leaves_a_record_even_with_nothing_to_do() {
  World world(nightly());
  const JobReport report = world.report(JobKind::Expire, thatNight);
  QCOMPARE(report.run.status, QStringLiteral("done"));
  QCOMPARE(report.run.askedBy, QStringLiteral("ada"));
  QVERIFY(report.run.finishedAt && report.run.hits == 0);
  QCOMPARE(world.count("job_runs"), 1);
}

void JobsTest::the_switch_stops_downgrades_at_once_and_says_why() {
  World world(nightly());
  world.manyDue(3);
  world.turn(stopDowngrades, true);
  for (const bool dryRun : {true, false}) {
    const JobReport stopped = world.report(JobKind::Downgrade, thatNight, dryRun);
    QCOMPARE(stopped.run.status, QStringLiteral("stopped"));
    QCOMPARE(stopped.run.message, QStringLiteral("Downgrades are stopped by grace: wrong prices"));
    QVERIFY(stopped.items.isEmpty());
  }
  QCOMPARE(world.free(), 0);
  world.turn(stopDowngrades, false);
  QCOMPARE(world.report(JobKind::Downgrade, thatNight).run.hits, 3);
}

void JobsTest::a_profile_without_automatic_downgrades_stops_the_schedule_but_not_a_person() {
  BillingRules rules = nightly();
  rules.downgradeEnabled = false;
  World world(rules);
  world.manyDue(1);
  JobRequest scheduled;
  scheduled.dryRun = false;
  scheduled.askedBy = QStringLiteral("schedule");
  scheduled.scheduledFor = thatNight;
  const auto stopped = runJob(*world.db, world.context, scheduled, thatNight);
  VERIFY_RESULT(stopped);
  QCOMPARE(stopped->run.status, QStringLiteral("stopped"));
  QCOMPARE(world.free(), 0);
  QCOMPARE(world.report(JobKind::Downgrade, thatNight).run.hits, 1);
}

void JobsTest::a_failed_payment_keeps_its_plan_for_the_grace_and_loses_it_the_night_after() {
  World world(afterGrace());
  world.deliver("evt_1", ada.subscription("active", marchFirst));
  world.deliver("evt_2", ada.payment("failed", marchFirst + minutes, "pay_1", "", "sub_1"));
  world.deliver("evt_3", ada.subscription("on_hold", marchFirst + minutes));
  const Instant graceEnd{marchFirst + minutes + 7 * days};
  QCOMPARE(world.report(JobKind::Downgrade, {graceEnd.ms - days}).run.hits, 0);
  QCOMPARE(onlyItem(world.report(JobKind::Expire, graceEnd)),
           QStringLiteral("the grace for pro ended on 8 Mar 2026, 12:01 UTC"));
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
  QCOMPARE(world.report(JobKind::Expire, graceEnd).items.size(), 0);  // once
  const JobReport report = world.report(JobKind::Downgrade, {marchFirst + 7 * days + 14 * hours});
  QCOMPARE(onlyItem(report), QStringLiteral("pro to free: payment failed, due since 9 Mar 2026, 02:00 UTC"));
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
}

void JobsTest::who_pays_within_the_grace_keeps_the_plan() {
  World world(afterGrace());
  world.deliver("evt_1", ada.subscription("active", marchFirst));
  world.deliver("evt_2", ada.subscription("on_hold", marchFirst + minutes));
  world.deliver("evt_3", ada.payment("succeeded", marchFirst + 6 * days, "pay_2", "", "sub_1"));
  world.deliver("evt_4", ada.subscription("active", marchFirst + 6 * days));
  QCOMPARE(world.report(JobKind::Downgrade, {marchFirst + 20 * days}).run.hits, 0);
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
}

void JobsTest::an_account_that_fails_again_after_a_downgrade_is_downgraded_again() {
  World world(afterGrace());
  world.deliver("evt_1", ada.subscription("active", marchFirst));
  world.deliver("evt_2", ada.subscription("on_hold", marchFirst + minutes));
  QCOMPARE(world.report(JobKind::Downgrade, {marchFirst + 8 * days}).run.hits, 1);
  world.deliver("evt_3", ada.payment("succeeded", marchFirst + 10 * days, "pay_2", "", "sub_1"));
  world.deliver("evt_4", ada.subscription("active", marchFirst + 10 * days));
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
  world.deliver("evt_5", ada.subscription("on_hold", marchFirst + 12 * days));
  world.report(JobKind::Downgrade, {marchFirst + 21 * days});
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
}

void JobsTest::a_trial_ends_with_the_downgrade_at_night_or_with_expire_at_any_time() {
  for (const JobKind kind : {JobKind::Downgrade, JobKind::Expire}) {
    World world(afterGrace());
    const auto begun = world.write([&](store::WriteContext& writing) -> Result<void> {
      AccountRef ref;
      ref.key = "u_1";
      const auto account = ensureAccount(writing, world.context, ref, noon);
      if (!account) return failure(account.error());
      return startTrial(writing, world.context, *account, noon);
    });
    VERIFY_RESULT(begun);
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("starter"));
    const bool atNight = kind == JobKind::Downgrade;
    const Instant over{marchFirst + 7 * days + (atNight ? 14 * hours : 0)};
    QCOMPARE(world.report(kind, {over.ms - 1}).run.hits, 0);
    QCOMPARE(onlyItem(world.report(kind, over)),
             atNight ? QStringLiteral("starter to free: trial over, due since 9 Mar 2026, 02:00 UTC")
                     : QStringLiteral("the trial of starter ended on 8 Mar 2026, 12:00 UTC"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
    QCOMPARE(world.report(kind, over).items.size(), 0);
  }
}

void JobsTest::a_stopped_downgrade_keeps_trials_too() {
  World world(afterGrace());
  VERIFY_RESULT(world.write([&](store::WriteContext& writing) -> Result<void> {
    AccountRef ref;
    ref.key = "u_1";
    const auto account = ensureAccount(writing, world.context, ref, noon);
    return account ? startTrial(writing, world.context, *account, noon) : failure(account.error());
  }));
  world.turn(stopDowngrades, true);
  const JobReport report = world.report(JobKind::Expire, {marchFirst + 8 * days});
  QCOMPARE(report.run.skipped, 1);
  QCOMPARE(report.items.first().reason, QStringLiteral("downgrades are stopped: wrong prices"));
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("starter"));
}

void JobsTest::of_two_subscriptions_the_other_goes_on() {
  World world(nightly());
  world.deliver("evt_1", ada.subscription("active", marchFirst, "pdt_pro", "sub_1"));
  world.deliver("evt_2", ada.subscription("active", marchFirst, "pdt_starter", "sub_2"));
  world.deliver("evt_3", ada.subscription("cancelled", marchFirst + minutes, "pdt_pro", "sub_1"));
  const JobReport report = world.report(JobKind::Downgrade, thatNight);
  QVERIFY2(onlyItem(report).startsWith(QStringLiteral("pro ends, another subscription goes on")),
           qPrintable(onlyItem(report)));
  QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("starter"));
}

}  // namespace billing::operations::jobstest

QTEST_GUILESS_MAIN(billing::operations::jobstest::JobsTest)
