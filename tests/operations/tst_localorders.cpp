// Changes in our own database: each in one transaction with its note, refused in clear words, and turned round by a
// change of its own.
#include <QtTest>

#include "operations/credits/creditbook.h"
#include "support/outboxworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

BillingRules rulesWithAll() {
  BillingRules rules = threePlans();
  rules.credits.enabled = true;
  rules.entitlements.enabled = true;
  QuotaRule calls;
  calls.key = calls.name = "api_calls";
  rules.quotas = {calls};
  return rules;
}

struct LocalWorld : OutboxWorld {
  LocalWorld() : OutboxWorld(rulesWithAll(), Provider::Dodo) {
    const auto made = world.write([&](store::WriteContext& context) {
      return ensureAccount(context, world.context, {"u_1", {}, {}, {}, {}}, world.db.clock.now()).map([](std::int64_t) {
      });
    });
    if (!made) qFatal("%s", describe(made.error()).c_str());
  }
  static AdminOrder of(OrderKind kind, const std::string& account = "u_1") { return order(kind, account); }
  static AdminOrder credits(OrderKind kind, Tenths tenths) {
    AdminOrder asked = of(kind);
    asked.credits = tenths;
    return asked;
  }
  [[nodiscard]] QString account(const char* what) { return world.account("u_1", what); }
  [[nodiscard]] QString balance() {
    return single(*world.db, QStringLiteral("SELECT COALESCE(SUM(tenths), 0) FROM credit_ledger")).toString();
  }
  [[nodiscard]] OutboxRow turnedRound(const OutboxRow& done) {
    auto back = compensating(done);
    if (!back) qFatal("%s", describe(back.error()).c_str());
    back->reason = "a mistake";
    return sent(*back);
  }
};

QByteArray stateOf(const OutboxRow& row) {
  return toString(row.state);
}

}  // namespace

class LocalOrdersTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void credits_are_granted_once_and_taken_back() {
    LocalWorld w;
    const OutboxRow granted = w.sent(LocalWorld::credits(OrderKind::GrantCredits, 125));
    QCOMPARE(stateOf(granted), QByteArray("done"));
    QCOMPARE(w.balance(), QStringLiteral("125"));
    QCOMPARE(w.audit(granted.operation), QStringLiteral("asked done"));
    QCOMPARE(w.noted(granted.operation, "done", "fields_after"), QStringLiteral("{\"credits\":\"12.5\"}"));
    QCOMPARE(stateOf(w.turnedRound(granted)), QByteArray("done"));
    QCOMPARE(w.balance(), QStringLiteral("0"));
    QCOMPARE(w.audit(granted.operation), QStringLiteral("asked done compensated"));
    QCOMPARE(w.fake->writes, 0);
  }

  void they_wait_in_sight_like_all_others() {
    LocalWorld w;
    const auto asked = w.submit(LocalWorld::credits(OrderKind::GrantCredits, 10));
    VERIFY_RESULT(asked);
    QCOMPARE(w.step().handled, 0);
    w.connected = false;
    w.tick(10'000);
    QCOMPARE(w.step().handled, 1);
    QCOMPARE(w.balance(), QStringLiteral("10"));
  }

  void more_than_there_is_cannot_be_taken() {
    LocalWorld w;
    static_cast<void>(w.sent(LocalWorld::credits(OrderKind::GrantCredits, 30)));
    const OutboxRow row = w.sent(LocalWorld::credits(OrderKind::TakeCredits, 31));
    QCOMPARE(stateOf(row), QByteArray("refused"));
    QCOMPARE(row.errorCode, QStringLiteral("not_enough_credits"));
    QVERIFY(row.error.contains(u"u_1 has 3"));
    QCOMPARE(w.balance(), QStringLiteral("30"));
    QCOMPARE(w.audit(row.operation), QStringLiteral("asked refused"));
  }

  void credits_of_a_grant_lapse_when_it_says() {
    LocalWorld w;
    AdminOrder order = LocalWorld::credits(OrderKind::GrantCredits, 30);
    order.date = Instant{marchFirst + days};
    static_cast<void>(w.sent(order));
    QCOMPARE(single(*w.world.db, QStringLiteral("SELECT expires_at FROM credit_grants")).toLongLong(), order.date->ms);
  }

  void a_plan_by_hand_is_given_and_taken_off() {
    LocalWorld w;
    AdminOrder order = LocalWorld::of(OrderKind::OverridePlan);
    order.plan = "pro";
    const OutboxRow row = w.sent(order);
    QCOMPARE(stateOf(row), QByteArray("done"));
    QCOMPARE(w.account("plan_id"), QStringLiteral("pro"));
    QCOMPARE(w.noted(row.operation, "done", "fields_before"),
             QStringLiteral("{\"manual_plan\":\"\",\"plan\":\"free\"}"));
    QCOMPARE(stateOf(w.turnedRound(row)), QByteArray("done"));
    QCOMPARE(w.account("plan_id"), QStringLiteral("free"));
  }

  void access_is_given_until_a_day_and_ended() {
    LocalWorld w;
    AdminOrder order = LocalWorld::of(OrderKind::GrantEntitlement, "new@example.com");
    order.plan = "pro";
    order.date = Instant{marchFirst + 9 * days};
    const OutboxRow row = w.sent(order);
    QCOMPARE(stateOf(row), QByteArray("done"));
    const auto held = [&](const char* field) {
      return single(*w.world.db, QStringLiteral("SELECT %1 FROM entitlements").arg(QLatin1String(field))).toString();
    };
    QCOMPARE(held("expires_at"), QString::number(order.date->ms));
    QCOMPARE(held("status"), QStringLiteral("active"));
    const OutboxRow ended = w.turnedRound(row);
    QCOMPARE(held("status"), QStringLiteral("cancelled"));
    QCOMPARE(w.sent(LocalWorld::of(OrderKind::RevokeEntitlement, "new@example.com")).errorCode,
             QStringLiteral("no_entitlement"));
    const auto again = compensating(ended);
    VERIFY_RESULT(again);
    QVERIFY(again->kind == OrderKind::GrantEntitlement && again->plan == "pro" && again->date == order.date);
  }

  void use_is_set_and_set_back() {
    LocalWorld w;
    AdminOrder order = LocalWorld::of(OrderKind::SetUsage);
    order.quota = "api_calls";
    order.used = 70;
    const OutboxRow row = w.sent(order);
    const auto used = [&] { return single(*w.world.db, QStringLiteral("SELECT used FROM usage_records")).toInt(); };
    QCOMPARE(used(), 70);
    QCOMPARE(stateOf(w.turnedRound(row)), QByteArray("done"));
    QCOMPARE(used(), 0);
  }

  void what_nobody_knows_is_refused_in_clear_words_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QString>("code");
    using enum OrderKind;
    const auto row = [](const char* name, OrderKind kind, const char* account, const char* code) {
      QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(account) << QString::fromLatin1(code);
    };
    row("account", GrantCredits, "u_2", "unknown_account");
    row("plan", OverridePlan, "u_1", "unknown_plan");
    row("plan of access", GrantEntitlement, "u_1", "unknown_plan");
    row("quota", SetUsage, "u_1", "unknown_quota");
  }
  void what_nobody_knows_is_refused_in_clear_words() {
    QFETCH(int, kind);
    QFETCH(QString, account);
    LocalWorld w;
    AdminOrder order = LocalWorld::of(static_cast<OrderKind>(kind), account.toStdString());
    order.plan = order.quota = "moon";
    order.credits = 1;
    const OutboxRow row = w.sent(order);
    QCOMPARE(stateOf(row), QByteArray("refused"));
    QTEST(row.errorCode, "code");
    QVERIFY(!row.errorHint.isEmpty());
  }

  void what_makes_good_a_change_at_the_provider_is_honest_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("back");
    using enum OrderKind;
    const auto row = [](OrderKind kind, const char* back) {
      QTest::newRow(toString(kind).data()) << static_cast<int>(kind) << QString::fromLatin1(back);
    };
    row(ChangePlan, "change_plan");
    row(CancelNow, "checkout_link");
    row(CancelAtPeriodEnd, "undo_cancel");
    row(CancelOn, "undo_cancel");
    row(UndoCancel, "cancel_at_period_end");
    row(Pause, "resume");
    row(Resume, "pause");
    row(MoveRenewal, "move_renewal");
    row(Refund, "");
    row(ApplyDiscount, "");
    row(PortalLink, "");
  }
  void what_makes_good_a_change_at_the_provider_is_honest() {
    QFETCH(int, kind);
    QFETCH(QString, back);
    LocalWorld w;
    auto asked = OutboxWorld::submission(OutboxWorld::order(static_cast<OrderKind>(kind)));
    asked.order.customer = "cus_1";
    asked.order.product = "pdt_pro";
    asked.order.code = "TENTH";
    asked.order.date = Instant{marchFirst + days};
    asked.preview.seen.append({QStringLiteral("period_end"), QStringLiteral("2026-03-31T12:00:00Z")});
    auto row = w.submit(asked);
    VERIFY_RESULT(row);
    QVERIFY(!compensating(*row));  // nothing is done yet
    row->state = OutboxState::Done;
    const auto order = compensating(*row);
    QCOMPARE(order ? QString::fromUtf8(toString(order->kind)) : QString(), back);
    if (!order) QCOMPARE(QByteArray::fromStdString(order.error().code), QByteArray("nothing_compensates"));
    if (!order) return;
    QCOMPARE(QString::fromStdString(order->compensates), row->operation);
    if (order->kind == OrderKind::ChangePlan || order->kind == OrderKind::CheckoutLink)
      QCOMPARE(order->product, std::string("pdt_starter"));
    if (order->kind == OrderKind::MoveRenewal) QCOMPARE(toIso8601(*order->date), std::string("2026-03-31T12:00:00Z"));
  }
};

QTEST_GUILESS_MAIN(LocalOrdersTest)
#include "tst_localorders.moc"
