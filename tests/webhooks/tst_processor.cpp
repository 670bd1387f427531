// What the processor promises: every stored event is applied exactly once or filed with its reason, and none holds up
// another.
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <algorithm>
#include <random>

#include "operations/deadletters.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"
#include "webhooks/processor.h"

using namespace billing;
using namespace billing::test;

namespace {

constexpr std::int64_t kNoon = 1'772'366'400'000;

std::string body(const char* type, int minute, const QJsonObject& fields) {
  QJsonObject data{
      {QStringLiteral("customer"), QJsonObject{{QStringLiteral("customer_id"), QStringLiteral("cus_1")},
                                               {QStringLiteral("name"), QStringLiteral("Ada GmbH")},
                                               {QStringLiteral("email"), QStringLiteral("ada@example.com")}}},
      {QStringLiteral("currency"), QStringLiteral("USD")}};
  for (auto field = fields.begin(); field != fields.end(); ++field) data[field.key()] = field.value();
  const QJsonObject event{{QStringLiteral("type"), QLatin1String(type)},
                          {QStringLiteral("timestamp"), QString::fromStdString(toIso8601({kNoon + minute * 60'000}))},
                          {QStringLiteral("data"), data}};
  return QJsonDocument(event).toJson().toStdString();
}

std::string subscription(const char* status, int minute, const char* id = "sub_1") {
  const std::string type = std::string("subscription.") + status;
  return body(type.c_str(), minute,
              {{QStringLiteral("subscription_id"), QLatin1String(id)},
               {QStringLiteral("product_id"), QStringLiteral("pdt_pro")},
               {QStringLiteral("status"), QLatin1String(status)},
               {QStringLiteral("recurring_pre_tax_amount"), 1200},
               {QStringLiteral("payment_frequency_interval"), QStringLiteral("Month")},
               {QStringLiteral("payment_frequency_count"), 1}});
}

std::string payment(const char* id, int minute) {
  return body("payment.succeeded", minute,
              {{QStringLiteral("payment_id"), QLatin1String(id)},
               {QStringLiteral("status"), QStringLiteral("succeeded")},
               {QStringLiteral("total_amount"), 1428},
               {QStringLiteral("invoice_id"), QString(QStringLiteral("inv_") + QLatin1String(id))}});
}

class World {
 public:
  World() : processor(*db, db.clock) {}
  void store(const std::string& id, const std::string& text) {
    const auto receipt = put(*db, delivery(id, text));
    if (!receipt) qFatal("%s", describe(receipt.error()).c_str());
  }
  void work() {
    processor.start();
    if (const auto done = processor.drain(); !done) qFatal("%s", describe(done.error()).c_str());
  }
  QString of(const char* id, const char* field) {
    return single(*db, QStringLiteral("SELECT %1 FROM webhook_events WHERE event_id = ?").arg(QLatin1String(field)),
                  {QLatin1String(id)})
        .toString();
  }
  QString state(const char* id) { return of(id, "state"); }
  // All objects, without row ids and times of our own.
  QVariantList everything() {
    return column(*db,
                  QStringLiteral("SELECT external_id || ' ' || status || ' ' || mrr_minor || ' ' || object_time || "
                                 "' ' || object_event || ' ' || field_versions FROM subscriptions UNION ALL "
                                 "SELECT external_id || ' ' || status || ' ' || amount_minor || ' ' || "
                                 "object_event FROM payments UNION ALL "
                                 "SELECT external_id || ' ' || name || ' ' || email || ' ' || object_event || ' ' "
                                 "|| field_versions FROM customers UNION ALL "
                                 "SELECT external_id || ' ' || status || ' ' || paid_minor || ' ' || object_event "
                                 "FROM invoices ORDER BY 1"));
  }
  TestDatabase db;
  webhooks::Processor processor;
};

}  // namespace

class ProcessorTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_event_and_its_effects_are_written_together() {
    World world;
    world.store("evt_1", subscription("active", 0));
    world.work();
    QCOMPARE(world.state("evt_1"), QStringLiteral("applied"));
    QCOMPARE(world.of("evt_1", "effect_summary"),
             QStringLiteral("new subscription pdt_pro, active · new customer Ada GmbH"));
    QCOMPARE(world.of("evt_1", "subject"), QStringLiteral("sub_1"));
    QCOMPARE(world.of("evt_1", "customer_external_id"), QStringLiteral("cus_1"));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT mrr_minor FROM subscriptions")).toLongLong(), 1200);
    QStringList entities;
    for (const QVariant& entity : column(*world.db, QStringLiteral("SELECT entity FROM webhook_effects ORDER BY id")))
      entities << entity.toString();
    QCOMPARE(entities,
             (QStringList{QStringLiteral("subscription"), QStringLiteral("customer"), QStringLiteral("price")}));

    world.store("evt_2", subscription("on_hold", 1));
    world.work();
    QCOMPARE(world.of("evt_2", "effect_summary"), QStringLiteral("subscription active → on_hold"));
    QCOMPARE(
        single(*world.db, QStringLiteral("SELECT fields_before FROM webhook_effects WHERE event_row = 2")).toString(),
        QStringLiteral(R"({"status":"active"})"));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT mrr_minor FROM subscriptions")).toLongLong(), 0);
  }

  void payments_are_told_with_their_amount() {
    World world;
    world.store("evt_1", payment("pay_1", 0));
    world.work();
    QCOMPARE(world.of("evt_1", "effect_summary"), QStringLiteral("payment $14.28 succeeded · new customer Ada GmbH"));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT status FROM invoices")).toString(), QStringLiteral("paid"));
  }

  void a_late_active_is_filed_as_stale() {
    World world;
    world.store("evt_2", subscription("cancelled", 5));
    world.store("evt_1", subscription("active", 0));
    world.work();
    QCOMPARE(world.state("evt_1"), QStringLiteral("stale"));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT status FROM subscriptions")).toString(),
             QStringLiteral("cancelled"));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT outcome FROM webhook_effects WHERE event_row = 2")).toString(),
             QStringLiteral("stale"));
  }

  void what_cannot_be_read_is_dead_with_its_reason_and_holds_up_nobody() {
    World world;
    world.store("evt_1", subscription("active", 0));
    world.store("evt_2",
                body("subscription.on_hold", 1, {{QStringLiteral("subscription_id"), QStringLiteral("sub_1")}}));
    world.store("evt_3", R"({"type":"payment.succeeded","amount":1e999999})");
    world.store("evt_4", subscription("past_due", 2));
    world.work();
    QCOMPARE(world.state("evt_2"), QStringLiteral("dead"));
    QCOMPARE(world.of("evt_2", "error"), QStringLiteral("The event cannot be read: data.status is missing"));
    QVERIFY(
        world.of("evt_3", "error").startsWith(QStringLiteral("The body holds a number that cannot be read exactly")));
    QCOMPARE(world.state("evt_4"), QStringLiteral("applied"));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT status FROM subscriptions")).toString(),
             QStringLiteral("past_due"));
  }

  void what_the_store_refuses_is_dead_and_holds_up_nobody() {
    World world;
    // A file takes no new constraint, a server no trigger of this kind.
    const bool file = world.db->dialect() == store::Dialect::Sqlite;
    VERIFY_RESULT(
        run(*world.db, file ? QStringLiteral("CREATE TRIGGER poison BEFORE INSERT ON payments WHEN NEW.external_id = "
                                             "'pay_2' BEGIN SELECT RAISE(ABORT, 'poisoned'); END")
                            : QStringLiteral("ALTER TABLE payments ADD CONSTRAINT poisoned CHECK (external_id <> "
                                             "'pay_2')")));
    for (const char* id : {"pay_1", "pay_2", "pay_3"}) world.store(std::string("evt_") + id, payment(id, 0));
    world.work();
    QCOMPARE(world.state("evt_pay_1"), QStringLiteral("applied"));
    QCOMPARE(world.state("evt_pay_2"), QStringLiteral("dead"));
    QVERIFY(world.of("evt_pay_2", "error").contains(QStringLiteral("poisoned")));
    QCOMPARE(world.state("evt_pay_3"), QStringLiteral("applied"));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT count(*) FROM invoices")).toInt(), 2);

    VERIFY_RESULT(run(*world.db, file ? QStringLiteral("DROP TRIGGER poison")
                                      : QStringLiteral("ALTER TABLE payments DROP CONSTRAINT poisoned")));
    auto retried =
        operations::retryEvents(*world.db, {1, 2, 3}, operations::handHere(QStringLiteral("console"), false), {1});
    QCOMPARE(*retried.result(), 1);
    world.work();
    QCOMPARE(world.state("evt_pay_2"), QStringLiteral("applied"));
    QCOMPARE(world.of("evt_pay_2", "error"), QString());
  }

  void an_ambiguous_body_stays_dead_when_it_is_tried_again() {
    World world;
    std::string twice = payment("pay_1", 0);
    twice.insert(1, R"("type":"payment.failed",)");
    world.store("evt_1", twice);
    world.work();
    QCOMPARE(world.state("evt_1"), QStringLiteral("dead"));
    QVERIFY2(world.of("evt_1", "error").contains(QStringLiteral("same key twice")),
             qPrintable(world.of("evt_1", "error")));
    QCOMPARE(single(*world.db, QStringLiteral("SELECT count(*) FROM payments")).toInt(), 0);
  }

  void unknown_types_are_filed_as_unhandled() {
    World world;
    world.store("evt_1", body("subscription.created", 0, {}));
    world.work();
    QCOMPARE(world.state("evt_1"), QStringLiteral("unhandled"));
  }

  void known_types_without_effect_say_so() {
    World world;
    world.store("evt_1", body("payout.success", 0, {{QStringLiteral("payout_id"), QStringLiteral("po_1")}}));
    world.work();
    QCOMPARE(world.state("evt_1"), QStringLiteral("unchanged"));
    QCOMPARE(world.of("evt_1", "effect_summary"), QStringLiteral("no effect on billing"));
  }

  void a_duplicate_has_no_second_effect() {
    World world;
    world.store("evt_1", payment("pay_1", 0));
    world.work();
    world.store("evt_1", payment("pay_1", 0));
    world.work();
    QCOMPARE(single(*world.db, QStringLiteral("SELECT count(*) FROM webhook_effects WHERE entity = 'payment'")).toInt(),
             1);
    QCOMPARE(world.of("evt_1", "attempts"), QStringLiteral("2"));
  }

  void what_an_earlier_run_left_is_taken_up() {
    World world;
    world.processor.start();
    VERIFY_RESULT(world.processor.drain());
    world.processor.stop();
    world.store("evt_1", payment("pay_1", 0));
    QCOMPARE(world.state("evt_1"), QStringLiteral("pending"));
    webhooks::Processor later(*world.db, world.db.clock);
    later.start();
    VERIFY_RESULT(later.drain());
    QCOMPARE(world.state("evt_1"), QStringLiteral("applied"));
  }

  void a_poke_wakes_it() {
    World world;
    world.work();
    world.store("evt_1", payment("pay_1", 0));
    world.processor.poke();
    QTRY_COMPARE(world.state("evt_1"), QStringLiteral("applied"));
  }

  void any_order_of_arrival_ends_in_the_same_rows() {
    std::vector<std::pair<std::string, std::string>> events;
    const std::array words{"active", "on_hold", "past_due", "cancelled"};
    for (int i = 0; i < 150; ++i) {
      const std::string number = std::to_string(i);
      const std::string id = "sub_" + std::to_string(i % 7);
      const auto word = words[static_cast<std::size_t>(i * 5 % 4)];
      events.emplace_back("evt_s" + number, subscription(word, i / 7 % 5, id.c_str()));
      if (i % 3 == 0) events.emplace_back("evt_p" + number, payment(("pay_" + std::to_string(i % 9)).c_str(), i % 11));
    }
    QVariantList expected;
    std::mt19937 random(7);
    for (int round = 0; round < 3; ++round) {
      World world;
      world.processor.start();
      for (const auto& [id, text] : events) world.store(id, text);
      world.work();
      QCOMPARE(
          single(*world.db, QStringLiteral("SELECT count(*) FROM webhook_events WHERE state IN ('pending', 'dead')"))
              .toInt(),
          0);
      if (expected.isEmpty()) expected = world.everything();
      QCOMPARE(world.everything(), expected);
      std::shuffle(events.begin(), events.end(), random);
    }
  }
};

QTEST_GUILESS_MAIN(ProcessorTest)
#include "tst_processor.moc"
