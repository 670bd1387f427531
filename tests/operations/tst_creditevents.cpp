// Credits all the way from the delivery: HowMuchShouldIPrice and Pixell as they are shipped.
#include <QtTest>
#include <algorithm>
#include <latch>
#include <random>
#include <thread>

#include "support/accountfixture.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"
#include "webhooks/composer.h"
#include "workspace/shippedprofiles.h"

using namespace billing;
using namespace billing::test;

namespace {

BillingRules rulesOf(const char* workspace) {
  return workspace::shippedProfile(workspace).value().rules;
}

const Teller grace = Teller{}.with("userId", "profile_1");

std::string bought(const char* credits, const char* payment = "pay_1", const char* status = "succeeded",
                   std::int64_t at = marchFirst) {
  return grace.with("credits", credits).payment(status, at, payment, "pdt_x", "", 999);
}

qint64 accountRow(RuledWorld& world, const char* key) {
  return world.account(key, "id").toLongLong();
}

/// Everything about credits, without row ids and times of our own.
QVariantList creditState(RuledWorld& world) {
  return column(*world.db,
                QStringLiteral("SELECT a.account_key || ' ' || p.payment_external_id || ' ' || p.status || ' ' || "
                               "p.tenths || ' ' || p.amount_minor || p.reason || p.purchased_at FROM credit_purchases "
                               "p JOIN accounts a ON a.id = p.account_id UNION ALL SELECT a.account_key || ' ' || "
                               "g.source || ' ' || g.reference || ' ' || g.remaining_tenths || ' ' || "
                               "CASE g.source WHEN 'purchase' THEN g.granted_at ELSE 0 END FROM credit_grants g JOIN "
                               "accounts a ON a.id = g.account_id ORDER BY 1"));
}

}  // namespace

class TestCreditEvents : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void twenty_deliveries_of_a_payment_at_once_are_credited_once_data() {
    QTest::addColumn<bool>("sameEvent");
    QTest::newRow("one event, delivered twenty times") << true;
    QTest::newRow("twenty events about one payment") << false;
  }

  void twenty_deliveries_of_a_payment_at_once_are_credited_once() {
    QFETCH(bool, sameEvent);
    RuledWorld world(rulesOf("howmuchshouldiprice"));
    world.processor.start();
    std::latch start(20);
    std::vector<std::jthread> senders;
    for (int i = 0; i < 20; ++i)
      senders.emplace_back([&, i] {
        start.arrive_and_wait();
        world.store("evt_" + QByteArray::number(sameEvent ? 0 : i).toStdString(), bought("25"));
        world.processor.poke();
      });
    senders.clear();
    world.work();
    const CreditSums sums = creditSums(*world.db, accountRow(world, "profile_1"));
    QVERIFY(sums.agree());
    QCOMPARE(sums.ledger, 280);  // three to start with
    QCOMPARE(world.count("credit_purchases"), 1);
    QCOMPARE(world.count("webhook_events"), sameEvent ? 1 : 20);
  }

  void a_payment_that_cannot_be_read_is_listed_and_its_event_is_no_dead_letter() {
    RuledWorld world(rulesOf("howmuchshouldiprice"));
    world.deliver("evt_1", bought("-25"));
    world.deliver("evt_2", bought("2.5", "pay_2"));
    world.deliver("evt_3", grace.payment("succeeded", marchFirst, "pay_3", "pdt_x"));
    QCOMPARE(column(*world.db, QStringLiteral("SELECT status || ': ' || reason FROM credit_purchases ORDER BY id")),
             (QVariantList{QStringLiteral("refused: not_positive"), QStringLiteral("refused: not_whole"),
                           QStringLiteral("refused: metadata_missing")}));
    QCOMPARE(creditSums(*world.db, accountRow(world, "profile_1")).ledger, 30);
    QCOMPARE(world.of("evt_1", "state"), QStringLiteral("applied"));
  }

  void any_order_and_any_duplication_end_in_the_same_credits() {
    const std::vector<std::pair<std::string, std::string>> deliveries{
        {"evt_1", bought("25", "pay_1", "failed")},
        {"evt_2", bought("25", "pay_1", "succeeded", marchFirst + minutes)},
        {"evt_3", bought("10", "pay_2")},
        {"evt_4", bought("1001", "pay_3")},
        {"evt_5", bought("ten", "pay_4")},
        {"evt_6", bought("100", "pay_5", "failed")},
        {"evt_7", grace.with("userId", "profile_2").with("credits", "7").payment("succeeded", marchFirst, "pay_6")}};
    std::mt19937 random(11);  // NOLINT: the same numbers every time
    QVariantList first;
    for (int round = 0; round < 5; ++round) {
      RuledWorld world(rulesOf("howmuchshouldiprice"));
      auto shuffled = deliveries;
      shuffled.insert(shuffled.end(), deliveries.begin(), deliveries.end());
      if (round > 0) std::ranges::shuffle(shuffled, random);
      int copy = 0;
      for (const auto& [id, body] : shuffled)
        world.store(round % 2 == 0 ? id : id + "_" + QByteArray::number(++copy).toStdString(), body);
      world.work();
      if (round == 0) first = creditState(world);
      QCOMPARE(creditState(world), first);
      QVERIFY(creditSums(*world.db, accountRow(world, "profile_1")).agree());
      QCOMPARE(creditSums(*world.db, accountRow(world, "profile_1")).ledger, 380);
    }
  }

  void a_pack_bought_at_stripe_is_credited_by_its_session() {
    const webhooks::ComposeValues values{{"customer_id", "cus_1"},
                                         {"payment_id", "pi_1"},
                                         {"subscription_id", ""},
                                         {"invoice_id", ""},
                                         {"amount_minor", "2000"},
                                         {"currency", "USD"},
                                         {"metadata", R"({"organization_id": "org_1", "credits": "500"})"}};
    webhooks::ComposeValues silent = values;
    silent.erase("invoice_id");
    silent["metadata"] = "{}";
    const std::vector<std::pair<const char*, webhooks::ComposeValues>> types{
        {"checkout.session.completed", values}, {"payment_intent.succeeded", silent}, {"charge.succeeded", silent}};
    for (std::size_t order = 0; order < 6; ++order) {
      auto turned = types;
      std::ranges::rotate(turned, turned.begin() + static_cast<std::ptrdiff_t>(order / 2));
      if (order % 2 == 1) std::swap(turned[1], turned[2]);
      RuledWorld world(rulesOf("pixell"), Provider::Stripe);
      for (const auto& [type, said] : turned) {
        const auto event = webhooks::compose(Provider::Stripe, type, said, {marchFirst}, 1);
        VERIFY_RESULT(event);
        world.store(event->eventId + type, event->body);
      }
      world.work();
      QCOMPARE(creditSums(*world.db, accountRow(world, "org_1")).ledger, 5000);
      QCOMPARE(world.count("credit_purchases"), 1);
    }
  }

  void a_renewal_brings_the_allowance_of_its_period_once() {
    BillingRules rules = threePlans();
    rules.usagePeriod = UsagePeriod::BillingPeriod;
    rules.credits.enabled = true;
    rules.plans[2].allowanceTenths = 2500;
    RuledWorld world(rules);
    const Teller ada = Teller{}.with("userId", "u_1");
    const auto renewal = [&](int month) {
      const auto day = [](std::int64_t ms) { return QString::fromStdString(toIso8601({ms})); };
      const std::int64_t start = marchFirst + month * 31 * days;
      return ada.subscription(month == 0 ? "active" : "renewed", start, "pdt_pro", "sub_1",
                              {{QStringLiteral("status"), QStringLiteral("active")},
                               {QStringLiteral("previous_billing_date"), day(start)},
                               {QStringLiteral("next_billing_date"), day(start + 31 * days)}});
    };
    for (int month = 0; month < 3; ++month) {
      world.db.clock.set({marchFirst + month * 31 * days + minutes});
      const std::string id = "evt_" + QByteArray::number(month).toStdString();
      world.deliver(id, renewal(month));
      world.deliver(id + "_again", renewal(month));
    }
    const qint64 account = accountRow(world, "u_1");
    QCOMPARE(column(*world.db, QStringLiteral("SELECT tenths FROM credit_grants WHERE account_id = ?"), {account}),
             (QVariantList{2500, 2500, 2500}));
    QVERIFY(creditSums(*world.db, account).agree());
  }
};

QTEST_GUILESS_MAIN(TestCreditEvents)
#include "tst_creditevents.moc"
