// What the book of accounts promises to those who use it: the same account however it is asked for, trials once,
// downgrades for the trouble that they followed.
#include <QtTest>

#include "domain/civildate.h"
#include "operations/credits/creditbook.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

BillingRules withTrial() {
  BillingRules rules = threePlans();
  rules.trialDays = 7;
  rules.trialPlan = "starter";
  return rules;
}

BillingRules afterGrace() {
  BillingRules rules = threePlans();
  rules.downgrade = DowngradeWhen::AfterGrace;
  rules.graceDays = 7;
  return rules;
}

const Teller ada = Teller{}.with("userId", "u_1");

class BookWorld : public RuledWorld {
 public:
  using RuledWorld::RuledWorld;
  Result<std::int64_t> ensure(const AccountRef& ref) {
    return asked<std::int64_t>([&](auto& writing) { return ensureAccount(writing, context, ref, db.clock.now()); });
  }
  Result<AccountState> refresh(std::int64_t account) {
    return asked<AccountState>(
        [&](auto& writing) { return refreshAccount(writing, context, account, db.clock.now(), "job"); });
  }
  Result<bool> trial(std::int64_t account) {
    return asked<bool>(
        [&](auto& writing) { return startTrial(writing, context, account, db.clock.now()).map([] { return true; }); });
  }
  Result<bool> downgrade(std::int64_t account) {
    return asked<bool>([&](auto& writing) {
      return downgradeAccount(writing, context, account, "payment_failed", db.clock.now()).map([] { return true; });
    });
  }
  std::int64_t row(const char* key) { return account(key, "id").toLongLong(); }

 private:
  template <class T, class Work>
  Result<T> asked(Work work) {
    Result<T> answer;
    const auto written = write([&](store::WriteContext& writing) -> Result<void> {
      answer = work(writing);
      return answer.map([](const auto&) {});
    });
    return written || !answer ? answer : Result<T>(failure(written.error()));
  }
};

}  // namespace

class AccountBookTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_account_is_made_once_and_completed() {
    BookWorld world(threePlans());
    const auto first = world.ensure({"u_1", {}, {}, {}, {}});
    VERIFY_RESULT(first);
    const auto again = world.ensure({" u_1 ", "ada@example.com", "Ada", Provider::Dodo, "cus_1"});
    QCOMPARE(*again, *first);
    QCOMPARE(world.account("u_1", "name"), QStringLiteral("Ada"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
    QCOMPARE(*world.ensure({{}, {}, {}, Provider::Dodo, "cus_1"}), *first);
    QCOMPARE(world.ensure({}).error().code, std::string("account_missing"));
    QCOMPARE(world.count("accounts"), 1);
  }

  void the_team_may_name_a_customer_who_paid_before() {
    BookWorld world(threePlans());
    world.deliver("evt_1", Teller{}.subscription("active", marchFirst));
    const std::int64_t provisional = world.row("cus_1");
    const auto named = world.ensure({"u_1", {}, {}, Provider::Dodo, "cus_1"});
    VERIFY_RESULT(named);
    QCOMPARE(*named, provisional);
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
  }

  void starting_credits_are_given_once_when_two_accounts_turn_out_to_be_one() {
    BillingRules rules = threePlans();
    rules.credits.enabled = true;
    rules.credits.startingTenths = 30;
    BookWorld world(rules);
    world.deliver("evt_1", Teller{}.subscription("active", marchFirst));
    VERIFY_RESULT(world.ensure({"u_1", {}, {}, {}, {}}));
    QCOMPARE(world.count("accounts"), 2);
    world.deliver("evt_2", ada.subscription("active", marchFirst + minutes));
    QCOMPARE(world.count("accounts"), 1);
    QCOMPARE(single(*world.db, QStringLiteral("SELECT SUM(tenths) FROM credit_ledger")).toLongLong(), 30);
    QCOMPARE(single(*world.db, QStringLiteral("SELECT tenths FROM credit_balances")).toLongLong(), 30);
    QCOMPARE(world.count("credit_ledger"), 3);  // both grants are still told, and what was taken back
  }

  void a_trial_is_given_once_and_ends_by_itself() {
    BookWorld world(withTrial());
    const auto account = world.ensure({"u_1", {}, {}, {}, {}});
    VERIFY_RESULT(world.trial(*account));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("starter"));
    QCOMPARE(world.account("u_1", "billing_status"), QStringLiteral("trialing"));
    QCOMPARE(world.account("u_1", "trial_ends_at").toLongLong(), marchFirst + 7 * days);
    QCOMPARE(world.trial(*account).error().code, std::string("trial_used"));
    world.db.clock.advance(7 * days);
    VERIFY_RESULT(world.refresh(*account));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
    QCOMPARE(world.trial(*account).error().code, std::string("trial_used"));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT cause FROM plan_changes ORDER BY id DESC")).toString(),
             QStringLiteral("job"));
  }

  void a_workspace_without_trial_says_so() {
    BookWorld world(threePlans());
    const auto account = world.ensure({"u_1", {}, {}, {}, {}});
    QCOMPARE(world.trial(*account).error().code, std::string("no_trial"));
  }

  void a_failing_subscription_keeps_its_plan_for_the_days_of_grace_and_until_the_job() {
    BookWorld world(afterGrace());
    world.deliver("evt_1", ada.subscription("active", marchFirst));
    world.deliver("evt_2", ada.payment("failed", marchFirst + days, "pay_1", "", "sub_1"));
    QCOMPARE(world.account("u_1", "grace_ends_at").toLongLong(), marchFirst + 8 * days);
    const std::int64_t account = world.row("u_1");
    VERIFY_RESULT(world.downgrade(account));  // not due yet: nothing happens
    QCOMPARE(world.count("downgrades"), 0);
    world.db.clock.advance(10 * days);
    VERIFY_RESULT(world.refresh(account));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
    VERIFY_RESULT(world.downgrade(account));
    VERIFY_RESULT(world.downgrade(account));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
    QCOMPARE(world.count("downgrades"), 1);
  }

  void who_pays_after_the_downgrade_has_the_plan_again_and_a_new_grace() {
    BookWorld world(afterGrace());
    world.deliver("evt_1", ada.subscription("active", marchFirst));
    world.deliver("evt_2", ada.payment("failed", marchFirst + days, "pay_1", "", "sub_1"));
    const std::int64_t account = world.row("u_1");
    world.db.clock.advance(10 * days);
    VERIFY_RESULT(world.downgrade(account));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
    world.deliver("evt_3", ada.payment("succeeded", marchFirst + 11 * days, "pay_2", "", "sub_1"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
    world.deliver("evt_4", ada.payment("failed", marchFirst + 20 * days, "pay_3", "", "sub_1"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
    QCOMPARE(world.account("u_1", "grace_ends_at").toLongLong(), marchFirst + 27 * days);
    world.db.clock.set({marchFirst + 30 * days});
    VERIFY_RESULT(world.downgrade(account));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
  }

  void grace_begins_when_the_provider_first_said_so_where_no_charge_is_known() {
    BookWorld world(afterGrace());
    world.deliver("evt_1", ada.subscription("active", marchFirst));
    world.deliver("evt_3", ada.subscription("on_hold", marchFirst + 3 * days));
    world.deliver("evt_2", ada.subscription("on_hold", marchFirst + 2 * days));
    world.deliver("evt_4", ada.subscription("on_hold", marchFirst + 5 * days));
    QCOMPARE(world.account("u_1", "grace_ends_at").toLongLong(), marchFirst + 9 * days);
    world.deliver("evt_5", ada.subscription("active", marchFirst + 4 * days));  // late: it was well in between
    QCOMPARE(world.account("u_1", "grace_ends_at").toLongLong(), marchFirst + 12 * days);
  }

  void a_subscription_without_a_known_end_is_downgraded_by_the_night_job() {
    BillingRules rules = threePlans();
    rules.downgrade = DowngradeWhen::Nightly;
    BookWorld world(rules);
    world.deliver("evt_1", ada.subscription("active", marchFirst));
    world.deliver("evt_2", ada.subscription("cancelled", marchFirst + minutes));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
    world.db.clock.set(nightlyRunAtOrAfter({marchFirst + minutes}, rules.nightlyMinuteUtc));
    VERIFY_RESULT(world.downgrade(world.row("u_1")));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
  }
};

QTEST_GUILESS_MAIN(AccountBookTest)
#include "tst_accountbook.moc"
