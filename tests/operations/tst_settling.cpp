// What became of a call that nobody answered is found out by reading, for each kind of change, and never by trying
// again.
#include <QJsonDocument>
#include <QtTest>

#include "support/outboxworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;
using Fate = CountingProvider::Fate;

namespace {

template <class T>
QByteArray outboxCode(const Result<T>& result) {
  return result ? QByteArray() : QByteArray::fromStdString(result.error().code);
}

QByteArray stateOf(const OutboxRow& row) {
  return toString(row.state);
}

}  // namespace

class SettlingTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void without_an_answer_it_is_asked_for_and_not_sent_again_data() {
    QTest::addColumn<int>("fate");
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("charged");
    QTest::newRow("it was done") << static_cast<int>(Fate::LostAfter) << QByteArray("done") << 1 << 700;
    QTest::newRow("it was not") << static_cast<int>(Fate::LostBefore) << QByteArray("not_done") << 3 << 0;
    QTest::newRow("it was, later") << static_cast<int>(Fate::DoneLater) << QByteArray("done") << 2 << 700;
  }
  void without_an_answer_it_is_asked_for_and_not_sent_again() {
    QFETCH(int, fate);
    OutboxWorld w;
    w.fake->fate = static_cast<Fate>(fate);
    OutboxRow row = w.sent(OutboxWorld::toPro());
    QCOMPARE(stateOf(row), QByteArray("unconfirmed"));
    QCOMPARE(outboxCode(w.submit(OutboxWorld::order(OrderKind::CancelNow))), QByteArray("call_open"));
    for (int i = 0; i < 10 && row.state == OutboxState::Unconfirmed; ++i) {
      w.tick(w.step().next->ms - w.world.db.clock.now().ms);
      w.step();
      row = w.now(row.operation);
    }
    QTEST(stateOf(row), "state");
    QTEST(row.askedCount, "asked");
    QTEST(static_cast<int>(w.fake->charged), "charged");
    QCOMPARE(w.fake->writes, 1);
    QVERIFY(w.audit(row.operation).endsWith(u"settled"));
    if (row.state == OutboxState::Done) {
      QCOMPARE(row.actualMinor.value_or(0), 700);
      QVERIFY(row.error.isEmpty());
      QVERIFY(w.noted(row.operation, "settled", "fields_after").contains(u"pdt_pro"));
    }
  }

  void a_provider_that_cannot_be_asked_decides_nothing() {
    OutboxWorld w;
    w.fake->fate = Fate::LostBefore;
    OutboxRow row = w.sent(OutboxWorld::toPro());
    w.fake->before = [](const std::string&) {
      return std::optional(Error{ErrorKind::Unavailable, "offline", "Nobody answers", {}, {}, true, {}});
    };
    for (int i = 0; i < 5; ++i) {
      w.tick(10'000);
      w.step();
    }
    row = w.now(row.operation);
    QCOMPARE(stateOf(row), QByteArray("unconfirmed"));
    QCOMPARE(row.askedCount, 0);
    QCOMPARE(row.errorCode, QStringLiteral("offline"));
  }

  void only_what_the_provider_refuses_to_tell_of_is_closed_by_hand_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("asDone");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("state");
    const auto row = [](const char* name, ErrorKind kind, bool asDone, const char* code, const char* state) {
      QTest::newRow(name) << static_cast<int>(kind) << asDone << QByteArray(code) << QByteArray(state);
    };
    row("no such object: it was done", ErrorKind::NotFound, true, "", "done");
    row("not allowed: it was not done", ErrorKind::Forbidden, false, "", "not_done");
    row("nobody answers: another time", ErrorKind::Unavailable, true, "can_be_asked", "unconfirmed");
  }
  void only_what_the_provider_refuses_to_tell_of_is_closed_by_hand() {
    QFETCH(int, kind);
    QFETCH(bool, asDone);
    OutboxWorld w;
    w.fake->fate = Fate::LostBefore;
    const OutboxRow row = w.sent(OutboxWorld::toPro());
    w.fake->before = [kind](const std::string&) {
      return std::optional(Error{static_cast<ErrorKind>(kind), "http", "The provider says no", {}, {}, false, {}});
    };
    const Actor bea{QStringLiteral("bea"), Role::Admin, true, QStringLiteral("console")};
    const auto closed =
        w.worker().closeByHand(row.operation, {asDone, QStringLiteral("seen in the dashboard"), bea}, {});
    QTEST(outboxCode(closed), "code");
    QTEST(stateOf(w.now(row.operation)), "state");
    QCOMPARE(w.fake->writes, 1);
    if (!closed) return;
    QVERIFY(closed->decidedBy.isEmpty());
    QCOMPARE(QJsonDocument::fromJson(closed->resultJson).object()[u"closed_by"].toString(), QStringLiteral("bea"));
    QVERIFY(w.audit(row.operation).endsWith(u"closed"));
    QVERIFY(w.noted(row.operation, "closed", "reason").contains(u"dashboard"));
    QVERIFY(w.submit(OutboxWorld::order(OrderKind::CancelNow)).has_value());  // the object is free again
  }

  void what_was_accepted_is_not_said_to_be_undone_and_whoever_agreed_to_it_stays() {
    OutboxWorld w;
    w.fake->slow = true;
    const OutboxRow row = w.sent(OutboxWorld::toPro());
    QVERIFY(row.answeredAt.has_value());
    VERIFY_RESULT(
        run(*w.world.db, QStringLiteral("UPDATE outbox_calls SET decided_by = 'ann', decision_note = 'go ahead'")));
    w.fake->before = [](const std::string&) {
      return std::optional(Error{ErrorKind::NotFound, "http", "No such subscription", {}, {}, false, {}});
    };
    const Actor bea{QStringLiteral("bea"), Role::Admin, true, QStringLiteral("console")};
    const QString why = QStringLiteral("seen in the dashboard");
    QCOMPARE(outboxCode(w.worker().closeByHand(row.operation, {false, why, bea}, {})), QByteArray("was_accepted"));
    QCOMPARE(stateOf(w.now(row.operation)), QByteArray("unconfirmed"));
    const auto closed = w.worker().closeByHand(row.operation, {true, why, bea}, {});
    QCOMPARE(outboxCode(closed), QByteArray());
    QCOMPARE(closed->decidedBy, QStringLiteral("ann"));
    QCOMPARE(w.now(row.operation).decisionNote, QStringLiteral("go ahead"));
    QCOMPARE(w.noted(row.operation, "closed", "actor"), QStringLiteral("bea"));
  }

  void what_can_be_asked_is_settled_by_asking_whatever_somebody_says() {
    OutboxWorld w;
    w.fake->fate = Fate::LostAfter;
    const OutboxRow row = w.sent(OutboxWorld::toPro());
    const Actor bea{QStringLiteral("bea"), Role::Admin, true, QStringLiteral("console")};
    const Actor fin{QStringLiteral("fin"), Role::Finance, true, QStringLiteral("console")};
    const QString why = QStringLiteral("it was never done");
    QCOMPARE(outboxCode(w.worker().closeByHand(row.operation, {false, why, fin}, {})), QByteArray("role"));
    QCOMPARE(outboxCode(w.worker().closeByHand(row.operation, {false, {}, bea}, {})), QByteArray("reason_missing"));
    QCOMPARE(outboxCode(w.worker().closeByHand(row.operation, {false, why, bea}, {})), QByteArray("can_be_asked"));
    QCOMPARE(stateOf(w.now(row.operation)), QByteArray("done"));
  }

  void an_accepted_change_that_cannot_be_seen_yet_is_unconfirmed() {
    OutboxWorld w;
    w.fake->slow = true;
    const OutboxRow row = w.sent(OutboxWorld::toPro());
    QCOMPARE(stateOf(row), QByteArray("unconfirmed"));
    QCOMPARE(row.errorCode, QStringLiteral("not_seen_yet"));
    w.tick(1000);
    w.step();
    QCOMPARE(stateOf(w.now(row.operation)), QByteArray("done"));
    QCOMPARE(w.fake->writes, 1);
  }

  void every_change_of_a_subscription_is_found_when_its_answer_is_lost_data() {
    QTest::addColumn<int>("kind");
    using enum OrderKind;
    for (const OrderKind kind : {CancelNow, CancelAtPeriodEnd, CancelOn, UndoCancel, WithdrawChange, Pause, Resume,
                                 ExtendTrial, MoveRenewal, ApplyDiscount})
      QTest::newRow(toString(kind).data()) << static_cast<int>(kind);
  }
  void every_change_of_a_subscription_is_found_when_its_answer_is_lost() {
    QFETCH(int, kind);
    for (const Fate fate : {Fate::LostAfter, Fate::LostBefore}) {
      OutboxWorld w;
      AdminOrder order = OutboxWorld::order(static_cast<OrderKind>(kind));
      order.date = Instant{marchFirst + 60 * days + 123};
      order.code = "TENTH";
      SubscriptionState held = w.fake->contracts.front().state;
      if (order.kind == OrderKind::UndoCancel) held.cancelAtPeriodEnd = true;
      if (order.kind == OrderKind::Resume) held.status = SubscriptionStatus::Paused;
      w.fake->contracts.front() = FakeProvider::provided(held);
      w.fake->pending = PendingChange{"sched_1", "pdt_pro", 1, std::nullopt};
      w.fake->fate = fate;
      const OutboxRow row = w.sent(order);
      QCOMPARE(stateOf(row), QByteArray("unconfirmed"));
      w.tick(6000);
      w.step();
      w.tick(6000);
      w.step();
      QCOMPARE(stateOf(w.now(row.operation)), fate == Fate::LostAfter ? QByteArray("done") : QByteArray("not_done"));
      QCOMPARE(w.fake->writes, 1);
    }
  }

  void a_change_at_the_periods_end_is_found_as_the_one_that_is_to_come() {
    OutboxWorld w;
    w.fake->fate = Fate::LostAfter;
    auto order = OutboxWorld::toPro();
    order.atPeriodEnd = true;
    const OutboxRow row = w.sent(order);
    w.tick(1000);
    w.step();
    QCOMPARE(stateOf(w.now(row.operation)), QByteArray("done"));
    QVERIFY(!w.now(row.operation).actualMinor);
  }

  void a_lost_refund_is_known_by_its_mark_or_else_by_its_amount_data() {
    QTest::addColumn<bool>("marks");
    QTest::addColumn<int>("fate");
    QTest::addColumn<int>("another");
    QTest::addColumn<QByteArray>("state");
    const int after = static_cast<int>(Fate::LostAfter), before = static_cast<int>(Fate::LostBefore);
    QTest::newRow("the mark") << true << after << 0 << QByteArray("done");
    QTest::newRow("the amount") << false << after << 0 << QByteArray("done");
    QTest::newRow("none") << false << before << 0 << QByteArray("not_done");
    QTest::newRow("another amount") << false << before << 450 << QByteArray("not_done");
    QTest::newRow("another call's") << true << before << -500 << QByteArray("not_done");
  }
  void a_lost_refund_is_known_by_its_mark_or_else_by_its_amount() {
    QFETCH(bool, marks);
    QFETCH(int, fate);
    QFETCH(int, another);
    OutboxWorld w;
    w.fake->keepsMarks = marks;
    w.fake->fate = static_cast<Fate>(fate);
    auto order = OutboxWorld::order(OrderKind::Refund, "pay_1");
    order.amount = Money{500, *Currency::fromCode("USD")};
    const OutboxRow row = w.sent(order);
    if (another != 0) {
      RefundState other;
      other.externalId = "re_other";
      other.paymentExternalId = "pay_1";
      other.status = "succeeded";
      other.amount = {std::abs(another), *Currency::fromCode("USD")};
      other.createdAt = w.world.db.clock.now();
      w.fake->add(other);
      if (another < 0) w.fake->returned.back().raw = "{\"metadata\":{\"billing_console\":\"op_other\"}}";
    }
    for (int i = 0; i < 2; ++i) {
      w.tick(6000);
      w.step();
    }
    QTEST(stateOf(w.now(row.operation)), "state");
    QCOMPARE(w.fake->writes, 1);
  }

  void links_are_handed_out_or_forgotten() {
    OutboxWorld w;
    auto order = OutboxWorld::order(OrderKind::CheckoutLink, "cus_1");
    order.product = "pdt_pro";
    const OutboxRow row = w.sent(order);
    QVERIFY(QJsonDocument::fromJson(row.resultJson)[u"url"].toString().startsWith(u"http://"));
    QVERIFY(!w.noted(row.operation, "done", "fields_after").contains(u"http"));
    w.fake->fate = Fate::LostAfter;
    const OutboxRow lost = w.sent(order);
    w.tick(1000);
    w.step();
    QCOMPARE(stateOf(w.now(lost.operation)), QByteArray("not_done"));
  }

  void a_lost_price_is_known_by_its_mark() {
    OutboxWorld w;
    auto order = OutboxWorld::order(OrderKind::CreatePrice, "pro");
    order.amount = Money{900, *Currency::fromCode("USD")};
    w.fake->fate = Fate::LostAfter;
    const OutboxRow row = w.sent(order);
    w.tick(1000);
    w.step();
    QCOMPARE(stateOf(w.now(row.operation)), QByteArray("done"));
    QCOMPARE(QJsonDocument::fromJson(w.now(row.operation).resultJson)[u"price"].toString(), QStringLiteral("pdt_new"));
    auto archive = OutboxWorld::order(OrderKind::ArchivePrice, "pro");
    archive.product = "pdt_new";
    const OutboxRow gone = w.sent(archive);
    w.tick(1000);
    w.step();
    QCOMPARE(stateOf(w.now(gone.operation)), QByteArray("done"));
  }
};

QTEST_GUILESS_MAIN(SettlingTest)
#include "tst_settling.moc"
