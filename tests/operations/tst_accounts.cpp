// What the rules promise of accounts: found by metadata, e-mail or customer id, named late, merged, kept in step with
// their subscriptions.
#include <QtTest>

#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

BillingRules byEmail() {
  BillingRules rules = threePlans();
  rules.accountKind = AccountKind::Email;
  rules.metadataAccountKey = "email";
  return rules;
}

const Teller ada = Teller{}.with("userId", "u_1");

}  // namespace

class AccountsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_workspace_without_rules_makes_no_accounts() {
    RuledWorld world{BillingRules{}};
    world.deliver("evt_1", ada.subscription("active", marchFirst));
    QCOMPARE(world.count("accounts"), 0);
    QCOMPARE(world.of("evt_1", "state"), QStringLiteral("applied"));
  }

  void a_subscription_gives_its_plan_to_the_account_that_metadata_names() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", ada.subscription("active", marchFirst));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
    QCOMPARE(world.account("u_1", "billing_provider"), QStringLiteral("dodo"));
    QCOMPARE(world.account("u_1", "billing_customer_id"), QStringLiteral("cus_1"));
    QCOMPARE(world.account("u_1", "billing_subscription_id"), QStringLiteral("sub_1"));
    QCOMPARE(world.account("u_1", "plan_interval"), QStringLiteral("month"));
    QCOMPARE(world.account("u_1", "billing_status"), QStringLiteral("active"));
    QCOMPARE(world.account("u_1", "current_period_end").toLongLong(), marchFirst + 31 * days);
    QCOMPARE(world.account("u_1", "email"), QStringLiteral("ada@example.com"));
    QCOMPARE(world.of("evt_1", "effect_summary"),
             QStringLiteral("new subscription pdt_pro, active · new customer Ada · new account u_1, pro"));
    QCOMPARE(column(*world.db, QStringLiteral("SELECT to_plan || ' by ' || cause FROM plan_changes ORDER BY id")),
             (QVariantList{QStringLiteral("free by sign_up"), QStringLiteral("pro by event")}));
  }

  void a_cancelled_subscription_falls_back_to_free_and_a_failed_payment_is_past_due() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", ada.subscription("active", marchFirst));
    world.deliver("evt_2", ada.payment("failed", marchFirst + minutes, "pay_1", "", "sub_1"));
    QCOMPARE(world.account("u_1", "billing_status"), QStringLiteral("past_due"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
    world.deliver("evt_3", ada.payment("succeeded", marchFirst + 2 * minutes, "pay_2", "", "sub_1"));
    QCOMPARE(world.account("u_1", "billing_status"), QStringLiteral("active"));
    world.deliver("evt_4", ada.subscription("cancelled", marchFirst + 3 * minutes));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
    QCOMPARE(world.account("u_1", "billing_subscription_id"), QString());
  }

  void a_payment_without_metadata_waits_under_the_customers_id_until_somebody_names_it() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", Teller{}.subscription("active", marchFirst));
    QCOMPARE(world.account("cus_1", "key_is_provisional"), QStringLiteral("1"));
    QCOMPARE(world.account("cus_1", "plan_id"), QStringLiteral("pro"));
    QCOMPARE(world.of("evt_1", "effect_summary").section(QStringLiteral(" · "), -1),
             QStringLiteral("new account cus_1, pro, waits for its name (no userId in its metadata)"));
    world.deliver("evt_2", ada.payment("succeeded", marchFirst));
    QCOMPARE(world.of("evt_2", "effect_summary"), QStringLiteral("payment $14.28 succeeded · cus_1 is u_1"));
    QCOMPARE(world.count("accounts"), 1);
    QCOMPARE(world.account("u_1", "key_is_provisional"), QStringLiteral("0"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
  }

  void a_name_that_nobody_would_give_is_none() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", Teller{}.with("userId", std::string(257, 'x')).subscription("active", marchFirst));
    world.deliver("evt_2", Teller{}.with("userId", "  ").subscription("active", marchFirst + 1));
    QCOMPARE(world.account("cus_1", "plan_id"), QStringLiteral("pro"));
    QCOMPARE(world.count("accounts"), 1);
  }

  void a_provisional_account_is_merged_into_the_one_of_its_name() {
    RuledWorld world(threePlans());
    Teller second = ada;
    second.customer = "cus_2";
    world.deliver("evt_1", second.payment("succeeded", marchFirst, "pay_2"));
    world.deliver("evt_2", Teller{}.subscription("active", marchFirst));
    QCOMPARE(world.count("accounts"), 2);
    world.deliver("evt_3", ada.payment("succeeded", marchFirst + minutes));
    QCOMPARE(world.count("accounts"), 1);
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
    QCOMPARE(world.count("account_customers"), 2);
  }

  void one_customer_may_pay_for_two_accounts() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", ada.subscription("active", marchFirst, "pdt_pro", "sub_1"));
    world.deliver("evt_2", Teller{}.with("userId", "u_2").subscription("active", marchFirst, "pdt_starter", "sub_2"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
    QCOMPARE(world.account("u_2", "plan_id"), QStringLiteral("starter"));
  }

  void an_email_names_its_account_in_any_case() {
    RuledWorld world(byEmail());
    Teller loud;
    loud.email = "Ada@Example.com";
    world.deliver("evt_1", loud.subscription("active", marchFirst));
    QCOMPARE(world.account("ada@example.com", "plan_id"), QStringLiteral("pro"));
    world.deliver("evt_2", loud.with("email", " GRACE@example.com").payment("succeeded", marchFirst));
    QCOMPARE(world.account("grace@example.com", "plan_id"), QStringLiteral("free"));
  }

  void a_customer_without_email_waits_under_its_id() {
    RuledWorld world(byEmail());
    Teller nobody;
    nobody.email = {};
    world.deliver("evt_1", nobody.subscription("active", marchFirst));
    QCOMPARE(world.account("cus_1", "key_is_provisional"), QStringLiteral("1"));
    QCOMPARE(world.account("cus_1", "plan_id"), QStringLiteral("pro"));
    QVERIFY(world.of("evt_1", "effect_summary").endsWith(QStringLiteral("waits for its name (no e-mail)")));
  }

  void an_event_tells_what_the_rules_made_of_it() {
    BillingRules rules = threePlans();
    rules.entitlements.enabled = true;
    rules.credits.enabled = true;
    rules.credits.metadataCreditsKey = "credits";
    RuledWorld world(rules);
    world.deliver("evt_1", ada.payment("succeeded", marchFirst, "pay_1", "pdt_pro"));
    QCOMPARE(world.of("evt_1", "effect_summary"),
             QStringLiteral("payment $14.28 succeeded · new customer Ada · new account u_1, free · access to pro"));
    world.deliver("evt_2", ada.with("credits", "50").payment("succeeded", marchFirst, "pay_2"));
    QCOMPARE(world.of("evt_2", "effect_summary"), QStringLiteral("payment $14.28 succeeded · 50 credits"));
    world.deliver("evt_3", ada.with("credits", "-50").payment("succeeded", marchFirst, "pay_3"));
    QCOMPARE(world.of("evt_3", "effect_summary"),
             QStringLiteral("payment $14.28 succeeded · credits refused: not_positive"));
    world.deliver("evt_4", ada.refund(marchFirst + minutes, "pay_1"));
    QCOMPARE(world.of("evt_4", "effect_summary"), QStringLiteral("refund $14.28 succeeded · access cancelled"));
    QCOMPARE(column(*world.db, QStringLiteral("SELECT entity || ' ' || external_id || ' ' || fields_after FROM "
                                              "webhook_effects WHERE entity IN ('credits', 'entitlement')")),
             (QVariantList{QStringLiteral(R"(entitlement u_1 {"payment":"pay_1","plan":"pro","status":"active"})"),
                           QStringLiteral(R"(credits pay_2 {"credits":"50","status":"credited"})"),
                           QStringLiteral(R"(credits pay_3 {"reason":"not_positive","status":"refused"})"),
                           QStringLiteral(R"(entitlement u_1 {"status":"cancelled"})")}));
  }

  void an_unknown_product_is_refused_with_what_to_do_and_the_subscription_is_kept() {
    RuledWorld world(threePlans());
    world.deliver("evt_1", ada.subscription("active", marchFirst, "pdt_other"));
    QCOMPARE(world.of("evt_1", "state"), QStringLiteral("dead"));
    QCOMPARE(
        world.of("evt_1", "error"),
        QStringLiteral("The subscription sub_1 is for a product that no plan names: the workspace sells nothing as "
                       "pdt_other. Add the id as `test` to a [[plan.price]] of the workspace file, then retry the "
                       "event"));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT product_id FROM subscriptions")).toString(),
             QStringLiteral("pdt_other"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
    QCOMPARE(world.account("u_1", "unknown_product"), QStringLiteral("pdt_other"));

    world.rules.plans.back().prices[0].testProductId = "pdt_other";
    VERIFY_RESULT(world.write([](store::WriteContext& context) {
      return store::WebhookEventRepository::setPending(context, {1}).map([](const auto&) {});
    }));
    world.work();
    QCOMPARE(world.of("evt_1", "state"), QStringLiteral("applied"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
  }

  void an_unknown_product_gets_the_default_plan_where_the_profile_says_so() {
    BillingRules rules = threePlans();
    rules.unknownProduct = UnknownProduct::UseDefault;
    rules.unknownProductPlan = "starter";
    RuledWorld world(rules);
    world.deliver("evt_1", ada.subscription("active", marchFirst, "pdt_other"));
    QCOMPARE(world.of("evt_1", "state"), QStringLiteral("applied"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("starter"));
    QCOMPARE(world.account("u_1", "unknown_product"), QStringLiteral("pdt_other"));
  }

  void an_alias_is_read_as_the_provider_s_own_type() {
    BillingRules rules = threePlans();
    rules.eventAliases["subscription.canceled"] = "subscription.cancelled";
    RuledWorld world(rules);
    std::string body = ada.subscription("cancelled", marchFirst);
    body.replace(body.find("subscription.cancelled"), 22, "subscription.canceled");
    world.deliver("evt_1", body);
    QCOMPARE(world.of("evt_1", "state"), QStringLiteral("applied"));
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("free"));
  }
};

QTEST_GUILESS_MAIN(AccountsTest)
#include "tst_accounts.moc"
