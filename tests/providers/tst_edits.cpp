// What each provider is asked for when a subscription is changed by hand, and what is refused before anything is sent.
#include <QtTest>

#include "support/edits.h"
#include "support/playedtransport.h"
#include "support/quotes.h"

using namespace billing;
using namespace billing::providers;
using test::codeOf;
using test::edit;
using test::EditKind;
using test::json;

namespace {

const Instant kThen = *fromIso8601("2026-05-01T08:00:00Z");

std::string dodoSubscription(const std::string& more = {}) {
  return json(
      "{'subscription_id':'sub_1','product_id':'pdt_pro','status':'active','recurring_pre_tax_amount':3600,"
      "'currency':'EUR','quantity':3,'payment_frequency_count':1,'payment_frequency_interval':'Month',"
      "'created_at':'2026-03-08T08:00:00Z','previous_billing_date':'2026-03-08T08:00:00Z',"
      "'next_billing_date':'2026-04-08T08:00:00Z','cancel_at_next_billing_date':false,"
      "'customer':{'customer_id':'cus_1','name':'Ada','email':'ada@example.com'}" +
      (more.empty() ? std::string(",'trial_period_days':0,'metadata':{}") : more) + "}");
}

std::string stripeSubscription(const std::string& more = {}, const std::string& status = "active") {
  return json("{'id':'sub_1','object':'subscription','status':'" + status +
              "','currency':'eur','customer':'cus_1','created':1767225600" + more +
              ",'items':{'object':'list','data':[{'id':'si_1','quantity':2,'price':{'id':'price_pro','currency':'eur',"
              "'unit_amount':1200,'product':'prod_1','recurring':{'interval':'month','interval_count':1}}}]}}");
}

const std::string kSchedule = json(
    "{'id':'sub_sched_1','current_phase':{'start_date':10,'end_date':20},'phases':["
    "{'start_date':10,'end_date':20,'items':[{'price':'price_pro','quantity':2}]},"
    "{'start_date':20,'end_date':30,'items':[{'price':{'id':'price_max'},'quantity':3}]}]}");

SubscriptionEdit wanted(EditKind kind) {
  SubscriptionEdit made = edit("sub_1", kind, kThen);
  made.operation = "op_1";
  made.code = "TEN";
  return made;
}

}  // namespace

class EditsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void dodo_is_sent_one_field_alone_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("repeatable");
    const auto row = [](const char* name, EditKind kind, const char* body, bool repeatable,
                        const char* line = "PATCH /subscriptions/sub_1") {
      QTest::newRow(name) << int(kind) << QByteArray(line) << QByteArray(json(body).c_str()) << repeatable;
    };
    row("at the end", EditKind::CancelAtPeriodEnd, "{'cancel_at_next_billing_date':true}", true);
    row("undo", EditKind::UndoCancel, "{'cancel_at_next_billing_date':false}", true);
    row("now", EditKind::CancelNow, "{'status':'cancelled'}", false);
    row("pause", EditKind::Pause, "{'status':'paused'}", false);
    row("resume", EditKind::Resume, "{'status':'active'}", false);
    row("move", EditKind::MoveRenewal, "{'next_billing_date':'2026-05-01T08:00:00Z'}", true);
    row("withdraw", EditKind::WithdrawChange, "", false, "DELETE /subscriptions/sub_1/change-plan/scheduled");
  }
  void dodo_is_sent_one_field_alone() {
    QFETCH(int, kind);
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, body);
    QFETCH(bool, repeatable);
    test::PlayedProvider stage(Provider::Dodo);
    stage.played->then(dodoSubscription());
    QVERIFY(stage.api->edit(wanted(static_cast<EditKind>(kind)), stage.cancel).has_value());
    QCOMPARE(stage.played->line(0), line.toStdString());
    QCOMPARE(stage.played->body(0), body.toStdString());
    QCOMPARE(stage.played->sent[0].safeToRepeat, repeatable);
  }

  void stripe_is_asked_with_a_key_and_a_mark_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, EditKind kind, const char* line, const char* body) {
      QTest::newRow(name) << int(kind) << QByteArray(line) << QByteArray(body);
    };
    const char* update = "POST /v1/subscriptions/sub_1";
    row("at the end", EditKind::CancelAtPeriodEnd, update, "cancel_at_period_end=true&metadata[billing_console]=op_1");
    row("on a date", EditKind::CancelOn, update,
        "cancel_at=1777622400&proration_behavior=none&metadata[billing_console]=op_1");
    row("move", EditKind::MoveRenewal, update,
        "trial_end=1777622400&proration_behavior=none&metadata[billing_console]=op_1");
    row("now", EditKind::CancelNow, "DELETE /v1/subscriptions/sub_1", "");
    row("pause", EditKind::Pause, "POST /v1/subscriptions/sub_1/pause", "type=subscription");
    row("resume", EditKind::Resume, "POST /v1/subscriptions/sub_1/resume", "");
  }
  void stripe_is_asked_with_a_key_and_a_mark() {
    QFETCH(int, kind);
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, body);
    test::PlayedProvider stage(Provider::Stripe);
    stage.played->then(stripeSubscription()).then(stripeSubscription());
    QVERIFY(stage.api->edit(wanted(static_cast<EditKind>(kind)), stage.cancel).has_value());
    const std::size_t last = stage.played->sent.size() - 1;  // after a look, where it matters how it stands
    QCOMPARE(stage.played->line(last), line.toStdString());
    QCOMPARE(stage.played->body(last), body.toStdString());
    const bool keyless = line.startsWith("DELETE");
    QCOMPARE(stage.played->sent[last].idempotencyKey, keyless ? std::string() : std::string("op_1"));
  }

  void undoing_takes_back_the_date_or_the_periods_end_data() {
    QTest::addColumn<QByteArray>("held");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("end") << QByteArray(",'cancel_at_period_end':true,'cancel_at':1777622400")
                         << QByteArray("cancel_at_period_end=false&metadata[billing_console]=op_1");
    QTest::newRow("date") << QByteArray(",'cancel_at_period_end':false,'cancel_at':1777622400")
                          << QByteArray("cancel_at=&proration_behavior=none&metadata[billing_console]=op_1");
  }
  void undoing_takes_back_the_date_or_the_periods_end() {
    QFETCH(QByteArray, held);
    QFETCH(QByteArray, body);
    test::PlayedProvider stage(Provider::Stripe);
    stage.played->then(stripeSubscription(held.toStdString())).then(stripeSubscription());
    QVERIFY(stage.api->edit(wanted(EditKind::UndoCancel), stage.cancel).has_value());
    QCOMPARE(stage.played->body(1), body.toStdString());
  }

  void only_a_trial_is_extended_data() {
    QTest::addColumn<bool>("stripe");
    QTest::newRow("dodo") << false;
    QTest::newRow("stripe") << true;
  }
  void only_a_trial_is_extended() {
    QFETCH(bool, stripe);
    test::PlayedProvider stage(stripe ? Provider::Stripe : Provider::Dodo);
    stage.played->then(stripe ? stripeSubscription() : dodoSubscription());
    QCOMPARE(codeOf(stage.api->edit(wanted(EditKind::ExtendTrial), stage.cancel)), std::string("not_in_trial"));
    QCOMPARE(stage.played->sent.size(), std::size_t(1));
    const std::string inTrial = stripe ? stripeSubscription(",'trial_end':1774000000", "trialing")
                                       : dodoSubscription(",'trial_period_days':30,'metadata':{}");
    stage.played->then(inTrial).then(inTrial);
    QVERIFY(stage.api->edit(wanted(EditKind::ExtendTrial), stage.cancel).has_value());
    QCOMPARE(stage.played->body(2),
             stripe ? std::string("trial_end=1777622400&proration_behavior=none&metadata[billing_console]=op_1")
                    : json("{'next_billing_date':'2026-05-01T08:00:00Z'}"));
  }

  void what_dodo_cannot_do_is_said_with_what_it_can() {
    test::PlayedProvider stage(Provider::Dodo);
    const auto refused = stage.api->edit(wanted(EditKind::CancelOn), stage.cancel);
    QCOMPARE(codeOf(refused), std::string("not_offered"));
    QVERIFY(refused.error().kind == ErrorKind::NotFound && !refused.error().hint.empty());
    QVERIFY(stage.played->sent.empty());
  }

  void a_planned_change_is_told_and_withdrawn() {
    test::PlayedProvider stage(Provider::Stripe);
    stage.played->then(stripeSubscription(",'schedule':'sub_sched_1'")).then(kSchedule);
    const auto planned = stage.api->pendingChange("sub_1", stage.cancel);
    QVERIFY(planned && planned->has_value());
    QCOMPARE((*planned)->product, std::string("price_max"));
    QCOMPARE((*planned)->quantity, 3);
    QVERIFY((*planned)->at == Instant::fromSeconds(20));
    stage.played->then(stripeSubscription(",'schedule':{'id':'sub_sched_1'}"))
        .then(kSchedule)
        .then(stripeSubscription());
    QVERIFY(stage.api->edit(wanted(EditKind::WithdrawChange), stage.cancel).has_value());
    QCOMPARE(stage.played->line(3), std::string("POST /v1/subscription_schedules/sub_sched_1/release"));
    stage.played->then(stripeSubscription());
    QCOMPARE(codeOf(stage.api->edit(wanted(EditKind::WithdrawChange), stage.cancel)), std::string("no_change_pending"));
    stage.played->then(stripeSubscription());
    QVERIFY(!stage.api->pendingChange("sub_1", stage.cancel)->has_value());
  }

  void dodo_tells_a_planned_change_with_the_subscription() {
    test::PlayedProvider stage(Provider::Dodo);
    stage.played->then(
        dodoSubscription(",'scheduled_change':{'id':'sch_1','product_id':'pdt_max','quantity':2,'addons':[],"
                         "'created_at':'2026-03-09T08:00:00Z','effective_at':'2026-04-08T08:00:00Z'}"));
    const auto planned = stage.api->pendingChange("sub_1", stage.cancel);
    QVERIFY(planned && planned->has_value());
    QCOMPARE((*planned)->id, std::string("sch_1"));
    QVERIFY((*planned)->at == fromIso8601("2026-04-08T08:00:00Z"));
  }

  void a_code_travels_with_a_change_of_dodos_that_bills_nothing() {
    test::PlayedProvider stage(Provider::Dodo);
    stage.played
        ->then(dodoSubscription(",'addons':[{'addon_id':'adn_1','quantity':2}],'metadata':{'team':7,'vip':true}"))
        .then("")
        .then(dodoSubscription());
    QVERIFY(stage.api->edit(wanted(EditKind::ApplyDiscount), stage.cancel).has_value());
    QCOMPARE(stage.played->line(1), std::string("POST /subscriptions/sub_1/change-plan"));
    QCOMPARE(stage.played->body(1),
             json("{'product_id':'pdt_pro','quantity':3,'proration_billing_mode':'do_not_bill',"
                  "'addons':[{'addon_id':'adn_1','quantity':2}],'on_payment_failure':'prevent_change',"
                  "'metadata':{'team':7,'vip':true,'billing_console':'op_1'},'discount_codes':['TEN']}"));
  }

  void a_discount_that_would_be_lost_at_dodo_is_not_replaced() {
    test::PlayedProvider stage(Provider::Dodo);
    stage.played->then(dodoSubscription(",'discounts':[{'code':'OLD','amount':1000,'type':'percentage'}]"));
    QCOMPARE(codeOf(stage.api->edit(wanted(EditKind::ApplyDiscount), stage.cancel)), std::string("discount_present"));
    QCOMPARE(stage.played->sent.size(), std::size_t(1));
  }

  void stripe_takes_a_codes_id_beside_the_discounts_that_are_there() {
    test::PlayedProvider stage(Provider::Stripe);
    stage.played->then(stripeSubscription(",'discounts':['di_1']"))
        .then(json("{'object':'list','has_more':false,'data':[{'id':'promo_old','code':'TEN','active':false},"
                   "{'id':'promo_1','code':'TEN','active':true}]}"))
        .then(stripeSubscription());
    QVERIFY(stage.api->edit(wanted(EditKind::ApplyDiscount), stage.cancel).has_value());
    QCOMPARE(stage.played->body(2), std::string("discounts[0][discount]=di_1&discounts[1][promotion_code]=promo_1"
                                                "&metadata[billing_console]=op_1"));
  }

  void unknown_and_inactive_codes_are_told_apart() {
    for (const bool known : {false, true}) {
      test::PlayedProvider stage(Provider::Stripe);
      const std::string code = known ? "{'id':'promo_old','code':'TEN','active':false}" : "";
      stage.played->then(stripeSubscription()).then(json("{'object':'list','has_more':false,'data':[" + code + "]}"));
      QCOMPARE(codeOf(stage.api->edit(wanted(EditKind::ApplyDiscount), stage.cancel)),
               std::string(known ? "discount_inactive" : "discount_unknown"));
      QCOMPARE(stage.played->sent.size(), std::size_t(2));
    }
  }

  // Dodo accepts a change whose charge fails; its payment tells.
  void a_change_of_dodos_that_was_not_paid_is_refused() {
    for (const char* status : {"failed", "processing"}) {
      test::PlayedProvider stage(Provider::Dodo);
      stage.played->then(dodoSubscription())
          .then(json("{'payment_id':'pay_1'}"))
          .then(dodoSubscription())
          .then(json("{'payment_id':'pay_1','total_amount':100,'currency':'EUR','created_at':'2026-03-10T08:00:00Z',"
                     "'customer':{'customer_id':'cus_1','name':'Ada','email':'ada@example.com'},'status':'") +
                status + json("','error_code':'INSUFFICIENT_FUNDS'}"));
      PlanChange change;
      change.subscription = "sub_1";
      change.product = "pdt_max";
      const auto changed = stage.api->changePlan(change, stage.cancel);
      QCOMPARE(codeOf(changed), std::string(std::string_view(status) == "failed" ? "charge_failed" : ""));
    }
  }

  void an_edit_without_its_date_or_code_is_not_sent() {
    for (const auto home : {Provider::Dodo, Provider::Stripe}) {
      test::PlayedProvider stage(home);
      QCOMPARE(codeOf(stage.api->edit(edit("sub_1", EditKind::MoveRenewal), stage.cancel)),
               std::string("date_missing"));
      stage.played->then(stripeSubscription());
      QCOMPARE(codeOf(stage.api->edit(edit("sub_1", EditKind::ApplyDiscount), stage.cancel)),
               std::string("code_missing"));
      for (const auto& sent : stage.played->sent) QCOMPARE(sent.method, std::string("GET"));
    }
  }
};

QTEST_GUILESS_MAIN(EditsTest)
#include "tst_edits.moc"
