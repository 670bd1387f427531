// Safety switches: what turning one on asks for, what it stops, and that nothing is lost meanwhile.
#include <QtTest>

#include "operations/sqlbillingdesk.h"
#include "operations/switches.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"
#include "webhooks/composer.h"
#include "webhooks/processor.h"

using namespace billing;
using namespace billing::test;

namespace {

std::string somePayment(const std::string& id) {
  const auto composed =
      webhooks::compose(Provider::Dodo, "payment.succeeded", {{"payment_id", id}}, {1'772'366'400'000}, 3);
  return composed ? composed->body : std::string();
}

operations::SwitchChange turn(const char* name, bool on, const char* reason = "") {
  operations::SwitchChange change;
  change.name = QLatin1String(name);
  change.on = on;
  change.reason = QLatin1String(reason);
  change.by = QStringLiteral("ada");
  return change;
}

class Desk {
 public:
  Result<void> set(const operations::SwitchChange& change) { return desk.setSwitch(change).result(); }
  QString code(const operations::SwitchChange& change) {
    const auto done = set(change);
    return done ? QString() : QString::fromStdString(done.error().code);
  }
  qint64 preview(const char* name) { return desk.switchPreview(QLatin1String(name), {}).result().value_or(-1); }
  int pending() {
    return single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_events WHERE state = 'pending'")).toInt();
  }
  TestDatabase db;
  BillingRules rules;
  webhooks::Processor processor{*db, db.clock};
  operations::SqlBillingDesk desk{*db, {rules}, db.clock, [this] { processor.poke(); }};
};

}  // namespace

class SwitchesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void turning_one_on_takes_a_reason_and_access_without_payment_an_end() {
    Desk at;
    QCOMPARE(at.code(turn("strange", true, "why not")), QStringLiteral("unknown_switch"));
    QCOMPARE(at.code(turn(operations::stopDowngrades, true, "  ")), QStringLiteral("reason_missing"));
    auto unverified = turn(operations::allowUnverified, true, "the provider is down");
    QCOMPARE(at.code(unverified), QStringLiteral("end_missing"));
    unverified.endsAt = at.db.clock.now().ms;
    QCOMPARE(at.code(unverified), QStringLiteral("end_missing"));
    unverified.endsAt = at.db.clock.now().ms + 1;
    VERIFY_RESULT(at.set(unverified));
    VERIFY_RESULT(at.set(turn(operations::allowUnverified, false)));
  }

  void all_three_are_listed_with_reason_name_and_reminder() {
    Desk at;
    auto change = turn(operations::stopDowngrades, true, "wrong product ids");
    change.remindAt = at.db.clock.now().ms + 3'600'000;
    VERIFY_RESULT(at.set(change));
    const auto rows = at.desk.switches({}).result();
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 3);
    const store::SwitchRow& stop = rows->at(1);
    QVERIFY(stop.on && !rows->at(0).on && !rows->at(2).on);
    QCOMPARE(stop.reason, QStringLiteral("wrong product ids"));
    QCOMPARE(stop.setBy, QStringLiteral("ada"));
    QVERIFY(stop.remindAt == change.remindAt && stop.setAt == at.db.clock.now().ms);
  }

  void a_switch_is_off_once_its_end_has_passed() {
    Desk at;
    auto change = turn(operations::allowUnverified, true, "the provider is down");
    change.endsAt = at.db.clock.now().ms + 60'000;
    VERIFY_RESULT(at.set(change));
    const auto isOn = [&] {
      bool on = false;
      const auto asked = write(*at.db, [&](store::WriteContext& context) {
        return operations::isSwitchedOn(context, operations::allowUnverified, at.db.clock.now()).map([&](bool is) {
          on = is;
        });
      });
      return asked && on;
    };
    QVERIFY(isOn());
    at.db.clock.advance(60'000);
    QVERIFY(!isOn());
    QVERIFY(!at.desk.switches({}).result()->at(2).on);
  }

  void paused_events_are_stored_and_processed_when_the_switch_goes_off() {
    Desk at;
    at.processor.start();
    VERIFY_RESULT(at.set(turn(operations::pauseProcessing, true, "looking into a wrong charge")));
    VERIFY_RESULT(put(*at.db, delivery("evt_1", somePayment("pay_1"))));
    VERIFY_RESULT(put(*at.db, delivery("evt_2", somePayment("pay_2"))));
    VERIFY_RESULT(at.processor.drain());
    QCOMPARE(at.pending(), 2);
    QCOMPARE(at.preview(operations::pauseProcessing), 2);
    VERIFY_RESULT(at.set(turn(operations::pauseProcessing, false)));
    QTRY_COMPARE(at.pending(), 0);  // woken by the switch alone
    QCOMPARE(single(*at.db, QStringLiteral("SELECT COUNT(*) FROM payments")).toInt(), 2);
  }

  void a_pause_that_has_an_end_is_over_by_itself() {
    Desk at;
    auto change = turn(operations::pauseProcessing, true, "a minute to look");
    change.endsAt = at.db.clock.now().ms + 50;  // the clock of the test stands still until it is set
    VERIFY_RESULT(at.set(change));
    VERIFY_RESULT(put(*at.db, delivery("evt_1", somePayment("pay_1"))));
    at.processor.start();
    VERIFY_RESULT(at.processor.drain());
    QCOMPARE(at.pending(), 1);
    at.db.clock.advance(60'000);
    QTRY_COMPARE(at.pending(), 0);
  }

  void the_preview_counts_what_a_switch_touches() {
    Desk at;
    const qint64 now = at.db.clock.now().ms;
    for (const auto& [key, due] : {std::pair<const char*, qint64>{"a", now}, {"b", now + 1}})
      VERIFY_RESULT(run(*at.db,
                        QStringLiteral("INSERT INTO accounts (account_key, downgrade_due_at, created_at, updated_at) "
                                       "VALUES (?, ?, 0, 0)"),
                        {QLatin1String(key), due}));
    QCOMPARE(at.preview(operations::stopDowngrades), 1);
    QCOMPARE(at.preview(operations::allowUnverified), 2);
    QCOMPARE(at.preview("strange"), -1);
  }
};

QTEST_GUILESS_MAIN(SwitchesTest)
#include "tst_switches.moc"
