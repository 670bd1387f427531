// The jobs: who is downgraded, topped up or expired and why, each deed once, whatever happens in between.
#include <QtTest>
#include <future>
#include <thread>

#include "operations/credits/creditbook.h"
#include "operations/jobs/dryrunbeside.h"
#include "operations/jobs/jobs.h"
#include "operations/jobs/raisetopup.h"
#include "operations/jobs/timetable.h"
#include "operations/switches.h"
#include "operations/usage/trackusage.h"
#include "support/accountfixture.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

constexpr std::int64_t hours = 3'600'000;
const Teller ada = Teller{}.with("userId", "u_1");

BillingRules nightly() {
  BillingRules rules = threePlans();
  rules.downgrade = DowngradeWhen::Nightly;
  QuotaRule calls;
  calls.key = calls.name = "api_calls";
  rules.quotas = {calls};
  rules.actions = {{"api.call", {"api_calls"}, {"api_calls"}, 0}};
  return rules;
}

BillingRules afterGrace() {
  BillingRules rules = nightly();
  rules.downgrade = DowngradeWhen::AfterGrace;
  rules.graceDays = 7;
  rules.trialDays = 7;
  rules.trialPlan = "starter";
  return rules;
}

BillingRules withTopUp() {
  BillingRules rules = threePlans();
  rules.credits.enabled = true;
  rules.credits.topUp = {true, 500, 5000, {2000, *Currency::fromCode("USD")}, 2};
  return rules;
}

class World : public RuledWorld {
 public:
  using RuledWorld::RuledWorld;

  Result<JobReport> runAt(JobKind kind, Instant now, bool dryRun = false) {
    db.clock.set(now);
    JobRequest request;
    request.kind = kind;
    request.dryRun = dryRun;
    request.askedBy = QStringLiteral("ada");
    return runJob(*db, context, request, now);
  }
  JobReport report(JobKind kind, Instant now, bool dryRun = false) {
    const auto done = runAt(kind, now, dryRun);
    if (!done) qFatal("%s", describe(done.error()).c_str());
    return *done;
  }
  void turn(const char* name, bool on) {
    SwitchChange change;
    change.name = QLatin1String(name);
    change.on = on;
    change.reason = QStringLiteral("wrong prices");
    change.by = QStringLiteral("grace");
    const auto turned = write([&](store::WriteContext& writing) { return setSwitch(writing, change, db.clock.now()); });
    if (!turned) qFatal("%s", describe(turned.error()).c_str());
  }
  void use(std::int64_t units) {
    UsageRequest request;
    request.account = "u_1";
    request.action = "api.call";
    request.units = units;
    const auto used = write([&](store::WriteContext& writing) {
      return trackUsage(writing, context, request, db.clock.now()).map([](const UsageVerdict&) {});
    });
    if (!used) qFatal("%s", describe(used.error()).c_str());
  }
  void grant(Tenths tenths, const char* reference, std::optional<Instant> expires = {}) {
    GrantRequest request;
    request.account = 1;
    request.source = "manual";
    request.reference = reference;
    request.tenths = tenths;
    request.expires = expires;
    const auto granted = write(
        [&](store::WriteContext& writing) { return grantCredits(writing, request, db.clock.now()).map([](bool) {}); });
    if (!granted) qFatal("%s", describe(granted.error()).c_str());
  }
  /// Accounts whose plan is due, without subscriptions behind them.
  void manyDue(int accounts) {
    const auto added = write([&](store::WriteContext& writing) -> Result<void> {
      for (int i = 0; i < accounts; ++i) {
        auto one =
            store::execute(writing.database(),
                           QStringLiteral("INSERT INTO accounts (account_key, plan_id, billing_provider, "
                                          "billing_subscription_id, downgrade_due_at, downgrade_reason, "
                                          "created_at, updated_at) VALUES (?, 'pro', 'dodo', ?, ?, 'cancelled', "
                                          "0, 0)"),
                           {QStringLiteral("org_%1").arg(i), QStringLiteral("sub_%1").arg(i), qlonglong(marchFirst)});
        if (!one) return one;
      }
      return {};
    });
    if (!added) qFatal("%s", describe(added.error()).c_str());
  }
  int free() { return single(*db, QStringLiteral("SELECT COUNT(*) FROM accounts WHERE plan_id = 'free'")).toInt(); }
};

const Instant noon{marchFirst};                    // 1 March 2026, 12:00 UTC
const Instant thatNight{marchFirst + 14 * hours};  // 2 March, 02:00

QString onlyItem(const JobReport& report) {
  return report.items.size() == 1 ? report.items.first().what : QStringLiteral("%1 items").arg(report.items.size());
}

}  // namespace

class JobsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_cancelled_account_is_downgraded_by_the_nightly_job_and_its_quota_reset() {
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

  void a_dry_run_tells_exactly_what_a_run_does_and_changes_nothing() {
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

  void a_run_leaves_a_record_even_with_nothing_to_do() {
    World world(nightly());
    const JobReport report = world.report(JobKind::Expire, thatNight);
    QCOMPARE(report.run.status, QStringLiteral("done"));
    QCOMPARE(report.run.askedBy, QStringLiteral("ada"));
    QVERIFY(report.run.finishedAt && report.run.hits == 0);
    QCOMPARE(world.count("job_runs"), 1);
  }

  void the_switch_stops_downgrades_at_once_and_says_why() {
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

  void a_profile_without_automatic_downgrades_stops_the_schedule_but_not_a_person() {
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

  void a_failed_payment_keeps_its_plan_for_the_grace_and_loses_it_the_night_after() {
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

  void who_pays_within_the_grace_keeps_the_plan() {
    World world(afterGrace());
    world.deliver("evt_1", ada.subscription("active", marchFirst));
    world.deliver("evt_2", ada.subscription("on_hold", marchFirst + minutes));
    world.deliver("evt_3", ada.payment("succeeded", marchFirst + 6 * days, "pay_2", "", "sub_1"));
    world.deliver("evt_4", ada.subscription("active", marchFirst + 6 * days));
    QCOMPARE(world.report(JobKind::Downgrade, {marchFirst + 20 * days}).run.hits, 0);
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
  }

  void an_account_that_fails_again_after_a_downgrade_is_downgraded_again() {
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

  void a_trial_ends_with_the_downgrade_at_night_or_with_expire_at_any_time() {
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

  void a_stopped_downgrade_keeps_trials_too() {
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

  void of_two_subscriptions_the_other_goes_on() {
    World world(nightly());
    world.deliver("evt_1", ada.subscription("active", marchFirst, "pdt_pro", "sub_1"));
    world.deliver("evt_2", ada.subscription("active", marchFirst, "pdt_starter", "sub_2"));
    world.deliver("evt_3", ada.subscription("cancelled", marchFirst + minutes, "pdt_pro", "sub_1"));
    const JobReport report = world.report(JobKind::Downgrade, thatNight);
    QVERIFY2(onlyItem(report).startsWith(QStringLiteral("pro ends, another subscription goes on")),
             qPrintable(onlyItem(report)));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("starter"));
  }

  void credits_are_topped_up_once_while_a_request_is_open_and_no_more_than_the_cap() {
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

  void nobody_is_charged_who_is_free_failing_or_has_said_no() {
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

  void a_top_up_can_follow_an_action_without_waiting_for_the_night() {
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

  void an_action_that_uses_up_the_credits_asks_for_a_top_up_by_itself() {
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

  void lapsed_credits_and_access_are_written_off_once() {
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
    QCOMPARE(single(*world.db, QStringLiteral("SELECT status FROM entitlements")).toString(),
             QStringLiteral("expired"));
    QVERIFY(creditSums(*world.db, 1).agree() && creditSums(*world.db, 1).ledger == 50);
    QVERIFY(world.report(JobKind::Expire, {marchFirst + days}).items.isEmpty());
  }

  void an_account_that_cannot_be_done_does_not_hold_up_the_others() {
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

  void a_cancelled_run_keeps_what_is_done_and_the_next_goes_on() {
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

  void two_runs_at_the_same_time_do_each_deed_once() {
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

  void a_run_that_was_killed_is_closed_by_the_next_with_what_it_did() {
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

  void a_deed_that_is_on_record_is_not_done_again() {
    World world(nightly());
    world.manyDue(1);
    VERIFY_RESULT(run(*world.db, QStringLiteral("INSERT INTO job_runs (job, dry_run, started_at, finished_at, status) "
                                                "VALUES ('downgrade', 0, 1, 1, 'done')")));
    VERIFY_RESULT(
        run(*world.db,
            QStringLiteral("INSERT INTO job_items (run_id, account_id, deed, what, outcome, at) VALUES (1, 1, "
                           "?, '', 'done', 1)"),
            {QStringLiteral("downgrade:dodo:sub_0:%1").arg(marchFirst)}));
    for (const bool dryRun : {true, false}) {
      const JobReport report = world.report(JobKind::Downgrade, thatNight, dryRun);
      QVERIFY(report.run.hits == 0 && report.run.skipped == 1);
      QCOMPARE(report.items.first().reason, QStringLiteral("it was done before"));
    }
  }

  void a_slot_of_the_timetable_is_run_once() {
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

  void a_look_from_beside_tells_the_same_and_writes_nothing() {
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

  void the_timetable_is_every_night_at_the_profiles_minute() {
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

  void a_top_up_is_only_on_the_timetable_where_there_is_a_rule_for_it() {
    QVERIFY(isOnTimetable(withTopUp(), JobKind::TopUp));
    QVERIFY(!isOnTimetable(nightly(), JobKind::TopUp));
    QVERIFY(jobKindFrom("top_up") == JobKind::TopUp && !jobKindFrom("strange"));
  }
};

QTEST_GUILESS_MAIN(JobsTest)
#include "tst_jobs.moc"
