// What the window asks of the workspace's own rules, through the desk.
#include <QtTest>

#include "operations/credits/creditbook.h"
#include "operations/sqlbillingdesk.h"
#include "support/accountfixture.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

class Desk {
 public:
  Desk() {
    const auto due =
        run(*world.db, QStringLiteral("INSERT INTO accounts (account_key, plan_id, billing_provider, "
                                      "billing_subscription_id, downgrade_due_at, downgrade_reason, created_at, "
                                      "updated_at) VALUES ('u_1', 'pro', 'dodo', 'sub_1', 0, 'cancelled', 0, 0)"));
    if (!due) qFatal("%s", describe(due.error()).c_str());
  }
  RuledWorld world{threePlans()};
  SqlBillingDesk desk{*world.db, world.context, world.db.clock};
};

}  // namespace

class BillingDeskTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_job_is_shown_with_its_next_run_and_what_it_did() {
    Desk at;
    QVector<int> progress;
    const auto ran = at.desk.runJob(JobKind::Downgrade, false, [&](int done, int) { progress += done; }, {}).result();
    VERIFY_RESULT(ran);
    QCOMPARE(progress, QVector<int>{1});
    const auto jobs = at.desk.jobs({}).result();
    VERIFY_RESULT(jobs);
    QCOMPARE(jobs->size(), 3);
    const JobInfo& downgrade = jobs->at(0);
    QCOMPARE(toIso8601({downgrade.nextRun}), std::string("2026-03-02T02:00:00Z"));
    QVERIFY(downgrade.enabled && downgrade.runs.size() == 1 && downgrade.runs.first().hits == 1);
    QVERIFY(!jobs->at(1).enabled);  // no rule for top-ups
    const auto report = at.desk.jobReport(downgrade.runs.first().id, {}).result();
    VERIFY_RESULT(report);
    QCOMPARE(report->items.first().accountKey, QStringLiteral("u_1"));
    QCOMPARE(at.desk.jobReport(99, {}).result().error().code, std::string("no_such_run"));
  }

  void a_desk_that_closes_lets_its_job_finish_what_it_holds() {
    RuledWorld world(threePlans());
    auto desk = std::make_unique<SqlBillingDesk>(*world.db, world.context, world.db.clock);
    const auto first = desk->runJob(JobKind::Expire, false, {}, {});
    const auto second = desk->runJob(JobKind::Expire, false, {}, {});
    desk.reset();
    QVERIFY(first.isFinished() && second.isFinished());
    QCOMPARE(single(*world.db, QStringLiteral("SELECT COUNT(*) FROM job_runs WHERE status = 'running'")).toInt(), 0);
  }

  void a_wrong_cache_is_set_to_the_ledger() {
    Desk at;
    GrantRequest request;
    request.account = 1;
    request.source = "manual";
    request.reference = "gift";
    request.tenths = 70;
    VERIFY_RESULT(at.world.write([&](store::WriteContext& context) {
      return grantCredits(context, request, at.world.db.clock.now()).map([](bool) {});
    }));
    VERIFY_RESULT(run(*at.world.db, QStringLiteral("UPDATE credit_balances SET tenths = 5")));
    VERIFY_RESULT(at.desk.reconcileCredits(QStringLiteral("u_1")).result());
    QVERIFY(creditSums(*at.world.db, 1).agree());
    QCOMPARE(at.desk.reconcileCredits(QStringLiteral("nobody")).result().error().code, std::string("unknown_account"));
  }

  void what_was_let_in_unchecked_is_listed_newest_first() {
    Desk at;
    for (const char* what : {"quota", "entitlement"})
      VERIFY_RESULT(run(*at.world.db,
                        QStringLiteral("INSERT INTO let_through (what, account_key, reason, at) VALUES (?, 'u_1', "
                                       "'down', 1)"),
                        {QLatin1String(what)}));
    const auto rows = at.desk.letThrough({}).result();
    VERIFY_RESULT(rows);
    QVERIFY(rows->size() == 2 && rows->first().what == u"entitlement");
  }
};

QTEST_GUILESS_MAIN(BillingDeskTest)
#include "tst_billingdesk.moc"
