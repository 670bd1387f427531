// What a payment opens: access by e-mail, ended by refunds and cancellations in any order, carried by one-time tokens.
#include <QtTest>

#include "operations/entitlements/entitlementbook.h"
#include "operations/switches.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

BillingRules llmxt() {
  BillingRules rules;
  rules.accountKind = AccountKind::Email;
  rules.metadataAccountKey = "email";
  rules.plans = {planOf("free", 0, ""), planOf("professional", 1, "pdt_pro"), planOf("enterprise", 2, "pdt_ent")};
  rules.unknownProduct = UnknownProduct::UseDefault;
  rules.unknownProductPlan = "professional";
  rules.entitlements.enabled = true;
  return rules;
}

const Teller payer;

// The book's answers, each in a write of its own.
class EntitledWorld : public RuledWorld {
 public:
  using RuledWorld::RuledWorld;
  Result<EntitlementCheck> check(const char* email) {
    return asked<EntitlementCheck>([&](auto& writing) { return checkEntitlement(writing, context, email, now()); });
  }
  Result<IssuedToken> issue(const char* email) {
    return asked<IssuedToken>([&](auto& writing) { return issueToken(writing, context, email, now()); });
  }
  Result<EntitlementCheck> redeem(const std::string& token) {
    return asked<EntitlementCheck>([&](auto& writing) { return redeemToken(writing, context, token, now()); });
  }
  [[nodiscard]] Instant now() const { return db.clock.now(); }
  [[nodiscard]] QString row(const char* field) {
    return single(*db, QStringLiteral("SELECT %1 FROM entitlements").arg(QLatin1String(field))).toString();
  }

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

class EntitlementsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_payment_opens_the_plan_of_its_product() {
    EntitledWorld world(llmxt());
    world.deliver("evt_1", payer.payment("succeeded", marchFirst, "pay_1", "pdt_ent"));
    const auto check = world.check("ADA@example.com");
    VERIFY_RESULT(check);
    QVERIFY(check->entitled);
    QCOMPARE(check->plan, std::string("enterprise"));
    QCOMPARE(world.row("payment_id"), QStringLiteral("pay_1"));
    QCOMPARE(world.row("payment_provider"), QStringLiteral("dodo"));
    QCOMPARE(world.row("product_id"), QStringLiteral("pdt_ent"));
    QCOMPARE(world.row("created_at").toLongLong(), marchFirst);
    QCOMPARE(world.row("metadata"), QStringLiteral(R"({"customer":"cus_1"})"));
    QVERIFY(!world.check("grace@example.com")->entitled);
    QCOMPARE(world.check("grace@example.com")->status, std::string("none"));
  }

  void the_email_in_the_metadata_goes_before_the_customer_s() {
    EntitledWorld world(llmxt());
    world.deliver("evt_1",
                  payer.with("email", "Grace@Example.com").payment("succeeded", marchFirst, "pay_1", "pdt_pro"));
    QVERIFY(world.check("grace@example.com")->entitled);
    QVERIFY(!world.check("ada@example.com")->entitled);
  }

  void a_failed_payment_opens_nothing() {
    EntitledWorld world(llmxt());
    world.deliver("evt_1", payer.payment("failed", marchFirst, "pay_1", "pdt_pro"));
    QCOMPARE(world.count("entitlements"), 0);
  }

  void a_full_refund_ends_it_and_a_part_of_one_does_not() {
    EntitledWorld world(llmxt());
    world.deliver("evt_1", payer.payment("succeeded", marchFirst, "pay_1", "pdt_pro"));
    world.deliver("evt_2", payer.refund(marchFirst + minutes, "pay_1", 1000));
    QVERIFY(world.check("ada@example.com")->entitled);
    world.deliver("evt_3", payer.payment("succeeded", marchFirst + minutes, "pay_2", "pdt_ent"));
    world.deliver("evt_4", payer.refund(marchFirst + 2 * minutes, "pay_2"));
    QCOMPARE(world.check("ada@example.com")->plan, std::string("professional"));  // the older payment still stands
    EntitledWorld alone(llmxt());
    alone.deliver("evt_4", payer.refund(marchFirst + 2 * minutes, "pay_2"));
    alone.deliver("evt_3", payer.payment("succeeded", marchFirst, "pay_2", "pdt_ent"));
    QCOMPARE(alone.check("ada@example.com")->status, std::string("cancelled"));
  }

  void a_cancelled_subscription_ends_what_its_payments_opened() {
    EntitledWorld world(llmxt());
    world.deliver("evt_1", payer.payment("succeeded", marchFirst, "pay_1", "pdt_pro", "sub_1"));
    world.deliver("evt_2", payer.subscription("cancelled", marchFirst + minutes));
    const auto check = world.check("ada@example.com");
    QVERIFY(!check->entitled);
    QCOMPARE(check->status, std::string("cancelled"));
    QVERIFY(!check->reason.empty());
    world.deliver("evt_3", payer.payment("succeeded", marchFirst + 2 * minutes, "pay_2", "pdt_pro"));
    QVERIFY(world.check("ada@example.com")->entitled);
  }

  void access_that_was_taken_by_hand_stays_away_until_a_newer_payment() {
    EntitledWorld world(llmxt());
    world.deliver("evt_1", payer.payment("succeeded", marchFirst, "pay_1", "pdt_pro"));
    VERIFY_RESULT(run(*world.db,
                      QStringLiteral("UPDATE entitlements SET status = 'cancelled', source = 'manual', created_at = ?"),
                      {qlonglong(marchFirst + minutes)}));
    world.deliver("evt_2", payer.payment("succeeded", marchFirst, "pay_1", "pdt_pro"));
    QVERIFY(!world.check("ada@example.com")->entitled);
    world.deliver("evt_3", payer.payment("succeeded", marchFirst + 2 * minutes, "pay_2", "pdt_pro"));
    QVERIFY(world.check("ada@example.com")->entitled);
  }

  void access_lasts_as_many_days_as_the_profile_says() {
    BillingRules rules = llmxt();
    rules.entitlements.validDays = 30;
    EntitledWorld world(rules);
    world.deliver("evt_1", payer.payment("succeeded", marchFirst, "pay_1", "pdt_pro"));
    world.db.clock.set({marchFirst + 30 * days - 1});
    QVERIFY(world.check("ada@example.com")->entitled);
    world.db.clock.advance(1);
    QCOMPARE(world.check("ada@example.com")->status, std::string("expired"));
  }

  void an_unknown_product_gets_the_default_plan_or_a_dead_letter_that_keeps_the_payment() {
    EntitledWorld generous(llmxt());
    generous.deliver("evt_1", payer.payment("succeeded", marchFirst, "pay_1", "pdt_other"));
    QCOMPARE(generous.check("ada@example.com")->plan, std::string("professional"));

    BillingRules strict = llmxt();
    strict.unknownProduct = UnknownProduct::Refuse;
    EntitledWorld world(strict);
    world.deliver("evt_1", payer.payment("succeeded", marchFirst, "pay_1", "pdt_other"));
    QCOMPARE(world.of("evt_1", "state"), QStringLiteral("dead"));
    QVERIFY(
        world.of("evt_1", "error").contains(QStringLiteral("The payment pay_1 is for a product that no plan names")));
    QCOMPARE(world.count("payments"), 1);
    QCOMPARE(world.count("entitlements"), 0);
    world.rules.plans[1].prices[0].testProductId = "pdt_other";
    VERIFY_RESULT(world.write([](store::WriteContext& context) {
      return store::WebhookEventRepository::setPending(context, {1}).map([](const auto&) {});
    }));
    world.work();
    QVERIFY(world.check("ada@example.com")->entitled);
  }

  void a_token_opens_the_door_once_within_ten_minutes() {
    EntitledWorld world(llmxt());
    world.deliver("evt_1", payer.payment("succeeded", marchFirst, "pay_1", "pdt_pro"));
    const auto token = world.issue("ada@example.com");
    VERIFY_RESULT(token);
    QCOMPARE(token->token.size(), std::size_t{43});
    QCOMPARE(token->expiresAt.ms, marchFirst + 10 * minutes);
    const QString kept = single(*world.db, QStringLiteral("SELECT token_sha256 FROM entitlement_tokens")).toString();
    QVERIFY(kept.size() == 64 && kept != QString::fromStdString(token->token));
    world.db.clock.advance(10 * minutes - 1);
    const auto opened = world.redeem(token->token);
    VERIFY_RESULT(opened);
    QCOMPARE(opened->plan, std::string("professional"));
    world.db.clock.advance(65'000);
    const auto again = world.redeem(token->token);
    QVERIFY(!again);
    QCOMPARE(again.error().code, std::string("token_used"));
    QVERIFY(again.error().kind == ErrorKind::Unauthorized);
    QCOMPARE(again.error().reason, std::string("1 minute 5 seconds ago; it opens the door once"));
    QCOMPARE(world.redeem("invented").error().code, std::string("token_unknown"));
  }

  void a_late_token_is_told_by_how_much() {
    EntitledWorld world(llmxt());
    world.deliver("evt_1", payer.payment("succeeded", marchFirst, "pay_1", "pdt_pro"));
    const auto token = world.issue("ada@example.com");
    VERIFY_RESULT(token);
    for (const auto& [late, words] : {std::pair(std::int64_t{0}, "0 seconds"),
                                      {1 * minutes, "1 minute"},
                                      {185'000, "3 minutes 5 seconds"},
                                      {26 * 60 * minutes, "1 day"}}) {
      world.db.clock.set({marchFirst + 10 * minutes + late});
      const auto refused = world.redeem(token->token);
      QVERIFY(!refused);
      QCOMPARE(refused.error().code, std::string("token_expired"));
      QCOMPARE(refused.error().message, std::string("The token came ") + words + " late");
    }
    QVERIFY(!world.redeem(token->token));
  }

  void without_access_there_is_no_token() {
    EntitledWorld world(llmxt());
    const auto refused = world.issue("grace@example.com");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("not_entitled"));
    QVERIFY(refused.error().kind == ErrorKind::NotFound);
  }

  void the_emergency_switch_lets_everybody_in_and_lists_them() {
    EntitledWorld world(llmxt());
    VERIFY_RESULT(world.write([&](store::WriteContext& context) {
      return setSwitch(context,
                       {QString::fromLatin1(allowUnverified), true, QStringLiteral("the provider is down"),
                        QStringLiteral("ada"), std::nullopt, marchFirst + days},
                       world.now());
    }));
    const auto check = world.check("grace@example.com");
    VERIFY_RESULT(check);
    QVERIFY(check->entitled);
    QCOMPARE(check->status, std::string("let_through"));
    QCOMPARE(check->plan, std::string("professional"));
    QCOMPARE(column(*world.db, QStringLiteral("SELECT what || ' ' || account_key FROM let_through")),
             QVariantList{QStringLiteral("entitlement grace@example.com")});
    world.db.clock.advance(days);
    QVERIFY(!world.check("grace@example.com")->entitled);
  }

  void a_test_entitlement_is_given_without_payment_but_not_in_live_mode() {
    EntitledWorld world(llmxt());
    VERIFY_RESULT(world.write([&](store::WriteContext& context) {
      return grantEntitlement(context, world.context, "grace@example.com", "professional", "test", world.now());
    }));
    QVERIFY(world.check("grace@example.com")->entitled);
    QCOMPARE(world.row("source"), QStringLiteral("test"));
    world.context.live = true;
    const auto refused = world.write([&](store::WriteContext& context) {
      return grantEntitlement(context, world.context, "grace@example.com", "professional", "test", world.now());
    });
    QCOMPARE(refused.error().code, std::string("live_mode"));
  }
};

QTEST_GUILESS_MAIN(EntitlementsTest)
#include "tst_entitlements.moc"
