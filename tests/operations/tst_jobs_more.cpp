// Top-ups, what lapses, and that each deed is done once whatever happens in between.
#include "operations/tst_jobs.h"

namespace billing::operations::jobstest {

void JobsTest::credits_are_topped_up_once_while_a_request_is_open_and_no_more_than_the_cap() {
  World world(withTopUp());
  world.deliver("evt_1", ada.subscription("active", marchFirst));
  const JobReport first = world.report(JobKind::TopUp, noon);
  QCOMPARE(onlyItem(first), QStringLiteral("500 credits for 20.00 USD: the balance of 0 is below 50"));
  QCOMPARE(single(*world.db, QStringLiteral("SELECT payment_external_id FROM credit_purchases")).toString(),
           QStringLiteral("topup:1:202603:1"));
  const JobReport second = world.report(JobKind::TopUp, {noon.ms + days});
  QVERIFY(second.run.hits == 0 && second.run.skipped == 1);
  QVERIFY(second.items.first().reason.contains(QStringLiteral("not paid yet")));

  world.deliver("evt_2", ada.with("top_up", "topup:1:202603:1").payment("succeeded", marchFirst + days, "pay_9"));
  QCOMPARE(single(*world.db, QStringLiteral("SELECT tenths FROM credit_balances")).toInt(), 5000);
  QVERIFY(world.report(JobKind::TopUp, {noon.ms + days}).items.isEmpty());

  world.rules.credits.topUp.belowTenths = 100'000;  // as if all were used
  QCOMPARE(world.report(JobKind::TopUp, {noon.ms + 2 * days}).run.hits, 1);
  world.deliver("evt_3", ada.with("top_up", "topup:1:202603:2").payment("failed", marchFirst + 2 * days, "pay_10"));
  const JobReport capped = world.report(JobKind::TopUp, {noon.ms + 3 * days});
  QCOMPARE(capped.items.first().reason, QStringLiteral("2 of 2 top-ups of the month are used"));
  QCOMPARE(world.report(JobKind::TopUp, {noon.ms + 31 * days}).run.hits, 1);  // another month
  QVERIFY(creditSums(*world.db, 1).agree());
}

void JobsTest::nobody_is_charged_who_is_free_failing_or_has_said_no() {
  World world(withTopUp());
  world.deliver("evt_1", ada.payment("succeeded", marchFirst));  // a customer on the free plan
  QVERIFY(world.report(JobKind::TopUp, noon).items.isEmpty());
  world.deliver("evt_2", ada.subscription("active", marchFirst));
  world.grant(10, "gift");
  VERIFY_RESULT(run(*world.db, QStringLiteral("UPDATE credit_balances SET top_up_enabled = 0")));
  QVERIFY(world.report(JobKind::TopUp, noon).items.isEmpty());
  VERIFY_RESULT(run(*world.db, QStringLiteral("UPDATE credit_balances SET top_up_enabled = 1")));
  QCOMPARE(world.report(JobKind::TopUp, noon, true).run.hits, 1);
  world.deliver("evt_3", ada.payment("failed", marchFirst + minutes, "pay_2", "", "sub_1"));
  QVERIFY(world.report(JobKind::TopUp, {noon.ms + minutes}).items.isEmpty());
}

void JobsTest::a_top_up_can_follow_an_action_without_waiting_for_the_night() {
  World world(withTopUp());
  world.deliver("evt_1", ada.subscription("active", marchFirst));
  QVector<bool> raised;
  for (int i = 0; i < 2; ++i)
    VERIFY_RESULT(world.write([&](store::WriteContext& writing) {
      return raiseTopUpIfDue(writing, world.context, 1, noon).map([&](bool is) { raised.append(is); });
    }));
  QCOMPARE(raised, (QVector<bool>{true, false}));
  QCOMPARE(world.report(JobKind::TopUp, noon).run.skipped, 1);
}

void JobsTest::an_action_that_uses_up_the_credits_asks_for_a_top_up_by_itself() {
  BillingRules rules = withTopUp();
  rules.actions = {{"api.call", {}, {}, 100}};
  World world(rules);
  world.deliver("evt_1", ada.subscription("active", marchFirst));
  world.grant(650, "gift");
  world.use(1);
  QCOMPARE(world.count("credit_purchases"), 0);  // 55 are left
  world.use(1);
  world.use(1);
  QCOMPARE(
      single(*world.db, QStringLiteral("SELECT GROUP_CONCAT(payment_external_id) FROM credit_purchases")).toString(),
      QStringLiteral("topup:1:202603:1"));
}

void JobsTest::lapsed_credits_and_access_are_written_off_once() {
  World world(withTopUp());
  world.rules.credits.topUp.enabled = false;
  world.deliver("evt_1", ada.subscription("active", marchFirst));
  world.grant(125, "spring", Instant{marchFirst + days});
  world.grant(50, "for ever");
  VERIFY_RESULT(run(*world.db,
                    QStringLiteral("INSERT INTO entitlements (email, account_id, plan, status, created_at, "
                                   "expires_at, updated_at) VALUES ('ada@example.com', 1, 'pro', 'active', 0, ?, 0)"),
                    {qlonglong(marchFirst + days)}));
  QVERIFY(world.report(JobKind::Expire, {marchFirst + days - 1}).items.isEmpty());
  const JobReport report = world.report(JobKind::Expire, {marchFirst + days});
  QCOMPARE(report.run.hits, 2);
  QCOMPARE(report.items.at(0).what, QStringLiteral("12.5 credits (manual) lapsed on 2 Mar 2026, 12:00 UTC"));
  QCOMPARE(report.items.at(1).what,
           QStringLiteral("the access of ada@example.com to pro ended on 2 Mar 2026, 12:00 UTC"));
  QCOMPARE(single(*world.db, QStringLiteral("SELECT status FROM entitlements")).toString(), QStringLiteral("expired"));
  QVERIFY(creditSums(*world.db, 1).agree() && creditSums(*world.db, 1).ledger == 50);
  QVERIFY(world.report(JobKind::Expire, {marchFirst + days}).items.isEmpty());
}

void JobsTest::an_account_that_cannot_be_done_does_not_hold_up_the_others() {
  World world(nightly());
  world.manyDue(5);
  VERIFY_RESULT(run(*world.db, QStringLiteral("CREATE TRIGGER stubborn BEFORE UPDATE ON accounts WHEN "
                                              "old.account_key = 'org_2' BEGIN SELECT RAISE(ABORT, 'not me'); END")));
  const JobReport report = world.report(JobKind::Downgrade, thatNight);
  QCOMPARE(report.run.status, QStringLiteral("done"));
  QVERIFY(report.run.hits == 4 && report.run.failed == 1);
  QCOMPARE(world.free(), 4);
  QVERIFY(report.items.at(2).outcome == u"failed" && report.items.at(2).reason.contains(QStringLiteral("not me")));
  VERIFY_RESULT(run(*world.db, QStringLiteral("DROP TRIGGER stubborn")));
  QCOMPARE(world.report(JobKind::Downgrade, thatNight).run.hits, 1);
}

void JobsTest::a_cancelled_run_keeps_what_is_done_and_the_next_goes_on() {
  World world(nightly());
  world.manyDue(250);
  const CancelToken cancel;
  JobRequest request;
  request.askedBy = QStringLiteral("ada");
  request.dryRun = false;
  QVector<int> seen;
  const auto stopped = runJob(
      *world.db, world.context, request, thatNight,
      [&](int done, int total) {
        seen << done << total;
        cancel.cancel();
      },
      cancel);
  VERIFY_RESULT(stopped);
  QCOMPARE(seen, (QVector<int>{100, 250}));  // a hundred accounts to a transaction
  QCOMPARE(stopped->run.status, QStringLiteral("stopped"));
  QVERIFY(stopped->run.hits == 100 && world.free() == 100);
  QCOMPARE(world.report(JobKind::Downgrade, thatNight).run.hits, 150);
}

void JobsTest::two_runs_at_the_same_time_do_each_deed_once() {
  World world(nightly());
  world.manyDue(300);
  JobRequest request;
  request.askedBy = QStringLiteral("ada");
  request.dryRun = false;
  const auto one = [&] { return runJob(*world.db, world.context, request, thatNight); };
  auto other = std::async(std::launch::async, one);
  const auto mine = one();
  const auto theirs = other.get();
  VERIFY_RESULT(mine);
  VERIFY_RESULT(theirs);
  QCOMPARE(mine->run.hits + theirs->run.hits, 300);
  QCOMPARE(world.count("downgrades") + world.free(), 300);
  QCOMPARE(single(*world.db, QStringLiteral("SELECT COUNT(*) FROM job_runs WHERE status = 'done'")).toInt(), 2);
}

void JobsTest::a_run_that_was_killed_is_closed_by_the_next_with_what_it_did() {
  World world(nightly());
  world.manyDue(1);
  VERIFY_RESULT(run(*world.db, QStringLiteral("INSERT INTO job_runs (job, dry_run, started_at, status) VALUES "
                                              "('downgrade', 0, 1, 'running')")));
  VERIFY_RESULT(run(*world.db, QStringLiteral("INSERT INTO job_items (run_id, account_id, deed, what, outcome, at) "
                                              "VALUES (1, 1, 'some deed', '', 'done', 1)")));
  QCOMPARE(world.report(JobKind::Downgrade, thatNight).run.hits, 1);
  QCOMPARE(single(*world.db, QStringLiteral("SELECT status || hits FROM job_runs WHERE id = 1")).toString(),
           QStringLiteral("failed1"));
}

void JobsTest::a_deed_that_is_on_record_is_not_done_again() {
  World world(nightly());
  world.manyDue(1);
  VERIFY_RESULT(run(*world.db, QStringLiteral("INSERT INTO job_runs (job, dry_run, started_at, finished_at, status) "
                                              "VALUES ('downgrade', 0, 1, 1, 'done')")));
  VERIFY_RESULT(run(*world.db,
                    QStringLiteral("INSERT INTO job_items (run_id, account_id, deed, what, outcome, at) VALUES (1, 1, "
                                   "?, '', 'done', 1)"),
                    {QStringLiteral("downgrade:dodo:sub_0:%1").arg(marchFirst)}));
  for (const bool dryRun : {true, false}) {
    const JobReport report = world.report(JobKind::Downgrade, thatNight, dryRun);
    QVERIFY(report.run.hits == 0 && report.run.skipped == 1);
    QCOMPARE(report.items.first().reason, QStringLiteral("it was done before"));
  }
}

void JobsTest::a_slot_of_the_timetable_is_run_once() {
  World world(nightly());
  JobRequest request;
  request.askedBy = QStringLiteral("ada");
  request.dryRun = false;
  request.scheduledFor = thatNight;
  VERIFY_RESULT(runJob(*world.db, world.context, request, thatNight));
  const auto again = runJob(*world.db, world.context, request, thatNight);
  QVERIFY(!again && again.error().code == "slot_settled");
  request.scheduledFor.reset();
  VERIFY_RESULT(runJob(*world.db, world.context, request, thatNight));  // by hand at any time
}

void JobsTest::a_look_from_beside_tells_the_same_and_writes_nothing() {
  World world(nightly());
  world.manyDue(3);
  store::DatabaseConfig config = world.db.config;
  config.readOnly = true;
  const auto beside = store::Database::open(config, world.db.clock);
  VERIFY_RESULT(beside);
  JobRequest request;
  request.askedBy = QStringLiteral("ada");
  const auto look = dryRunBeside(**beside, world.context, request, thatNight);
  VERIFY_RESULT(look);
  QCOMPARE(look->run.hits, 3);
  QCOMPARE(world.count("job_runs"), 0);
  const JobReport dry = world.report(JobKind::Downgrade, thatNight, true);
  QCOMPARE(look->items.size(), dry.items.size());
  for (int i = 0; i < 3; ++i) QCOMPARE(look->items.at(i).what, dry.items.at(i).what);
  world.turn(stopDowngrades, true);
  QCOMPARE(dryRunBeside(**beside, world.context, request, thatNight)->run.status, QStringLiteral("stopped"));
}

void JobsTest::the_timetable_is_every_night_at_the_profiles_minute() {
  BillingRules rules;
  const auto next = [&](const char* now) { return toIso8601(nextRun(rules, JobKind::Downgrade, *fromIso8601(now))); };
  QCOMPARE(next("2026-03-01T01:59:59Z"), std::string("2026-03-01T02:00:00Z"));
  QCOMPARE(next("2026-03-01T02:00:00Z"), std::string("2026-03-02T02:00:00Z"));
  QCOMPARE(next("1969-12-31T23:00:00Z"), std::string("1970-01-01T02:00:00Z"));
  rules.nightlyMinuteUtc = 23 * 60 + 30;
  QCOMPARE(next("2026-12-31T23:30:00Z"), std::string("2027-01-01T23:30:00Z"));
  QCOMPARE(toIso8601(lastSlot(rules, JobKind::Expire, *fromIso8601("2026-03-01T00:00:00Z"))),
           std::string("2026-02-28T23:30:00Z"));
}

void JobsTest::a_top_up_is_only_on_the_timetable_where_there_is_a_rule_for_it() {
  QVERIFY(isOnTimetable(withTopUp(), JobKind::TopUp));
  QVERIFY(!isOnTimetable(nightly(), JobKind::TopUp));
  QVERIFY(jobKindFrom("top_up") == JobKind::TopUp && !jobKindFrom("strange"));
}

}  // namespace billing::operations::jobstest
