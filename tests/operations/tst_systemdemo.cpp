// Each of the five systems fills with a story of its own rules: sold by its plans, counted by its quotas, paid in its
// credits.
#include <QtTest>

#include "operations/demo/systemyear.h"
#include "operations/filldemo.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"
#include "workspace/shippedprofiles.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

DemoRequest smallStory(const workspace::Profile& profile, std::uint64_t seed = 7) {
  DemoRequest request;
  request.seed = seed;
  request.customers = 18;
  request.months = 3;
  request.now = *fromIso8601("2026-03-20T12:00:00Z");
  request.profile = &profile;
  return request;
}

std::string asText(const SystemYear& year) {
  std::string text;
  for (const SystemAccount& account : year.accounts) text += account.key + ' ' + toIso8601(account.signUp) + '\n';
  for (const DemoDelivery& delivery : year.deliveries) {
    text += toIso8601(delivery.deliverAt) + ' ' + delivery.type;
    for (const auto& [name, value] : delivery.values) text += ' ' + name + '=' + value;
    text += '\n';
  }
  return text;
}

int count(store::Database& database, const char* from) {
  return single(database, QStringLiteral("SELECT COUNT(*) FROM ") + QLatin1String(from)).toInt();
}

// Everything that rules and usage add, but for row ids and the milliseconds of arrival.
QVariantList content(store::Database& database) {
  QVariantList all;
  for (const QString& question :
       {QStringLiteral("SELECT json_array(account_key, plan_id, billing_status, cancel_at_period_end) FROM accounts "
                       "ORDER BY account_key"),
        QStringLiteral("SELECT json_array(a.account_key, u.quota, u.period_start, u.used) FROM usage_records u JOIN "
                       "accounts a ON a.id = u.account_id ORDER BY 1"),
        QStringLiteral("SELECT json_array(a.account_key, b.tenths) FROM credit_balances b JOIN accounts a ON a.id = "
                       "b.account_id ORDER BY 1")}) {
    all += column(database, question);
  }
  return all;
}

void addSystems() {
  QTest::addColumn<QString>("id");
  for (const auto& shipped : workspace::shippedProfiles()) {
    if (!workspace::shippedProfile(shipped.id)->rules.empty())
      QTest::newRow(shipped.id.c_str()) << QString::fromStdString(shipped.id);
  }
}

}  // namespace

class SystemDemoTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void each_system_fills_with_a_story_of_its_own_rules_data() { addSystems(); }
  void each_system_fills_with_a_story_of_its_own_rules() {
    QFETCH(QString, id);
    const auto profile = workspace::shippedProfile(id.toStdString()).value();
    TestDatabase db;
    int last = 0;
    const auto report = fillDemo(*db, smallStory(profile), [&](int done, int total) {
      QVERIFY(done > last && done <= total);
      last = done;
    });
    VERIFY_RESULT(report);
    QCOMPARE(report->accounts, 18);
    QCOMPARE(count(*db, "accounts"), 18);
    QCOMPARE(count(*db, "webhook_events WHERE state = 'pending'"), 0);
    checkPlans(*db, profile.rules);
    checkUsage(*db, profile.rules);
    checkCredits(*db, profile.rules);
  }

  void the_story_is_the_same_for_the_same_seed() {
    const auto profile = workspace::shippedProfile("pixell").value();
    const std::string story = asText(systemYear(smallStory(profile)));
    QVERIFY(story == asText(systemYear(smallStory(profile))));
    QVERIFY(story != asText(systemYear(smallStory(profile, 8))));
    QVariantList first;
    for (int round = 0; round < 2; ++round) {
      TestDatabase db;
      VERIFY_RESULT(fillDemo(*db, smallStory(profile)));
      if (round == 0) first = content(*db);
      QCOMPARE(content(*db), first);
    }
  }

  void a_newcomer_sees_happy_and_unhappy_accounts() {
    const auto profile = workspace::shippedProfile("pixell").value();
    TestDatabase db;
    VERIFY_RESULT(fillDemo(*db, smallStory(profile)));
    for (const char* from : {"accounts WHERE billing_status = 'past_due'", "accounts WHERE grace_ends_at IS NOT NULL",
                             "accounts WHERE cancel_at_period_end = 1", "accounts WHERE billing_status = 'trialing'",
                             "accounts WHERE unknown_product <> ''", "billable_actions WHERE verdict = 'warned'",
                             "billable_actions WHERE verdict = 'refused'", "billable_actions WHERE verdict = 'over'",
                             "credit_purchases WHERE kind = 'automatic' AND status = 'credited'",
                             "webhook_events WHERE state = 'dead'", "job_runs WHERE job = 'downgrade' AND hits > 0"}) {
      QVERIFY2(count(*db, from) > 0, from);
    }
  }

  void access_by_token_and_what_was_let_in_are_part_of_the_story() {
    const auto profile = workspace::shippedProfile("llmxt").value();
    TestDatabase db;
    VERIFY_RESULT(fillDemo(*db, smallStory(profile)));
    QCOMPARE(count(*db, "entitlement_tokens"), 3);
    QCOMPARE(count(*db, "entitlement_tokens WHERE used_at IS NOT NULL"), 1);
    QVERIFY(count(*db, "let_through WHERE what = 'entitlement'") > 0);
    QVERIFY(count(*db, "entitlements WHERE status = 'cancelled'") > 0);
  }

  void payments_that_cannot_be_credited_are_listed() {
    const auto profile = workspace::shippedProfile("howmuchshouldiprice").value();
    TestDatabase db;
    VERIFY_RESULT(fillDemo(*db, smallStory(profile)));
    QCOMPARE(
        column(*db, QStringLiteral("SELECT reason FROM credit_purchases WHERE status = 'refused' ORDER BY 1")),
        (QVariantList{QStringLiteral("not_a_number"), QStringLiteral("not_positive"), QStringLiteral("not_whole")}));
    QVERIFY(count(*db, "billable_actions WHERE verdict = 'refused'") > 0);
    QVERIFY(count(*db, "credit_balances WHERE tenths = 0") > 0);
  }

 private:
  static void checkPlans(store::Database& database, const BillingRules& rules) {
    const auto plans = column(database, QStringLiteral("SELECT DISTINCT plan_id FROM accounts"));
    for (const QVariant& plan : plans)
      QVERIFY2(rules.plans.empty() || rules.plan(plan.toString().toStdString()), qPrintable(plan.toString()));
    if (rules.plans.empty()) return;
    QVERIFY(plans.size() >= 2);
    QVERIFY(count(database, "accounts WHERE billing_status IN ('past_due', 'on_hold', 'unpaid')") > 0);
    QVERIFY(count(database, "accounts WHERE cancel_at_period_end = 1") > 0);
  }

  static void checkUsage(store::Database& database, const BillingRules& rules) {
    QCOMPARE(count(database, "entitlements WHERE status = 'active'") > 0, rules.entitlements.enabled);
    if (rules.quotas.empty()) return;
    QVERIFY(count(database,
                  "usage_balances WHERE quota <> '' AND granted_milli > 0 AND (granted_milli - remaining_milli) * 100 "
                  ">= granted_milli * 80") > 0);
    QVERIFY(count(database, "billable_actions WHERE verdict = 'warned'") > 0);
    QVERIFY(count(database, "billable_actions WHERE verdict = 'refused'") > 0);
  }

  static void checkCredits(store::Database& database, const BillingRules& rules) {
    if (!rules.credits.enabled) return;
    QVERIFY(count(database, "credit_balances WHERE tenths > 0") > 0);
    QCOMPARE(count(database,
                   "credit_balances b WHERE b.tenths <> (SELECT COALESCE(SUM(l.tenths), 0) FROM credit_ledger l WHERE "
                   "l.account_id = b.account_id) OR b.tenths <> (SELECT COALESCE(SUM(g.remaining_tenths), 0) FROM "
                   "credit_grants g WHERE g.account_id = b.account_id)"),
             0);
  }
};

QTEST_GUILESS_MAIN(SystemDemoTest)
#include "tst_systemdemo.moc"
