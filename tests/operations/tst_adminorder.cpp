// Orders by hand: read and written without loss, checked in themselves, said in one sentence.
#include <QtTest>

#include "operations/admin/adminorder.h"
#include "store/adminrows.h"
#include "support/quotes.h"
#include "support/ruledworld.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

constexpr Instant noon{1'770'000'000'000};

AdminOrder full() {
  AdminOrder order;
  order.kind = OrderKind::Refund;
  order.subject = "pay_\"1\"";
  order.customer = "cus_1";
  order.account = "org_ä";
  order.reason = "zwei\nZeilen";
  order.product = "pdt_1";
  order.quantity = 9'007'199'254'740'993;  // no double holds it
  order.charge = providers::ChangeCharge::Difference;
  order.atPeriodEnd = true;
  order.keepOldPlanWhenChargeFails = false;
  order.date = Instant{-1};
  order.amount = Money{-9'223'372'036'854'775'807, *Currency::fromCode("KWD")};
  order.lines = {{"il_1", 1}, {"il_2", 9'223'372'036'854'775'807}};
  order.credits = 25;
  order.plan = "pro";
  order.quota = "api_calls";
  order.code = "TENTH";
  order.used = 7;
  order.interval = BillingInterval{IntervalUnit::Year, 2};
  order.recurring = false;
  order.trialDays = 14;
  order.email = "ada@example.com";
  order.name = "Ada";
  order.successUrl = "https://shop.example/done";
  order.cancelUrl = "https://shop.example/back";
  order.allowDiscountCodes = true;
  order.metadata = {{"kind", "not the order's"}, {"team", "7"}};
  order.compensates = "op_a";
  return order;
}

AdminOrder simple(OrderKind kind) {
  AdminOrder order;
  order.kind = kind;
  order.subject = "sub_1";
  order.reason = "by phone";
  return order;
}

QByteArray problemOf(const AdminOrder& order) {
  const auto good = checkOrder(order, noon);
  return good ? QByteArray() : QByteArray::fromStdString(good.error().code);
}

QByteArray saidOf(const AdminOrder& order) {
  return QByteArray::fromStdString(describeOrder(order, threePlans(), false));
}

}  // namespace

class AdminOrderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_field_comes_back_as_it_was() {
    const auto read = orderFromJson(toJson(full()));
    QVERIFY(read && *read == full());
    const AdminOrder plain;
    const auto nothing = orderFromJson(toJson(plain));
    QVERIFY(nothing && *nothing == plain);
    QCOMPARE(toJson(plain), QByteArray("{\"kind\":\"change_plan\"}"));
  }

  void an_order_that_is_not_understood_is_not_carried_out_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("change it");
    QTest::newRow("a list") << QByteArray("[]");
    for (const char* text :
         {"{'kind':'change_plans'}", "{}", "{'kind':'refund','amount_minor':12}", "{'kind':'refund','amont_minor':'1'}",
          "{'kind':'refund','lines':[{'item':'il_1'}]}", "{'kind':'change_plan','charge':'twice'}",
          "{'kind':'change_plan','quantity':'1.5'}", "{'kind':'create_price','interval_unit':'moon'}",
          "{'kind':'checkout_link','metadata':{'a':1}}", "{'kind':'checkout_link','trial_days':'99999999999'}"})
      QTest::newRow(text) << QByteArray::fromStdString(json(text));
  }
  void an_order_that_is_not_understood_is_not_carried_out() {
    QFETCH(QByteArray, text);
    const auto read = orderFromJson(text);
    QVERIFY(!read && read.error().code == "bad_order");
  }

  void words_go_both_ways() {
    for (int i = 0; i <= static_cast<int>(OrderKind::ArchivePrice); ++i) {
      const auto kind = static_cast<OrderKind>(i);
      QVERIFY(!toString(kind).empty() && orderKindFrom(toString(kind)) == kind);
    }
    for (int i = 0; i <= static_cast<int>(providers::ChangeCharge::None); ++i) {
      const auto charge = static_cast<providers::ChangeCharge>(i);
      QVERIFY(changeChargeFrom(toString(charge)) == charge);
    }
    for (int i = 0; i <= static_cast<int>(store::OutboxState::Lapsed); ++i) {
      const auto state = static_cast<store::OutboxState>(i);
      QVERIFY(store::outboxStateFrom(QLatin1String(store::toString(state))) == state);
      QCOMPARE(isOpen(state), i <= static_cast<int>(store::OutboxState::Unconfirmed));
    }
    QVERIFY(!orderKindFrom("refunds") && !changeChargeFrom("") && !store::outboxStateFrom(QStringLiteral("gone")));
  }

  void what_is_wrong_in_itself_is_named_data() {
    QTest::addColumn<AdminOrder>("order");
    QTest::addColumn<QByteArray>("problem");
    const auto row = [](const char* name, const char* problem, OrderKind kind, auto change) {
      AdminOrder order = simple(kind);
      change(order);
      QTest::newRow(name) << order << QByteArray(problem);
    };
    using enum OrderKind;
    const Currency usd = *Currency::fromCode("USD");
    row("good pause", "", Pause, [](auto&) {});
    row("no reason", "reason_missing", Pause, [](auto& o) { o.reason = "  a \n"; });
    row("links need none", "", PortalLink, [](auto& o) { o.reason.clear(); });
    row("no subject", "subject_missing", Pause, [](auto& o) { o.subject.clear(); });
    row("no product", "product_missing", ChangePlan, [](auto&) {});
    row("no quantity", "quantity_out_of_range", ChangePlan, [](auto& o) { o.product = "p", o.quantity = 0; });
    row("no date", "date_missing", CancelOn, [](auto&) {});
    row("a past date", "date_past", MoveRenewal, [](auto& o) { o.date = noon; });
    row("a date to come", "", ExtendTrial, [](auto& o) { o.date = Instant{noon.ms + 1}; });
    row("no code", "code_missing", ApplyDiscount, [](auto&) {});
    row("all that is left", "", Refund, [](auto&) {});
    row("nothing back", "not_positive", Refund, [=](auto& o) { o.amount = Money{0, usd}; });
    row("no currency", "currency_missing", Refund, [](auto& o) { o.amount = Money{1, {}}; });
    row("a line of nothing", "not_positive", Refund, [](auto& o) { o.lines = {{"a", 0}}; });
    row("a line twice", "line_twice", Refund, [](auto& o) { o.lines = {{"a", 1}, {"a", 1}}; });
    row("another sum", "sum_differs", Refund, [=](auto& o) { o.lines = {{"a", 1}}, o.amount = Money{2, usd}; });
    row("lines beyond all", "out_of_range", Refund, [](auto& o) { o.lines = {{"a", INT64_MAX}, {"b", 1}}; });
    row("no credits", "not_positive", GrantCredits, [](auto&) {});
    row("lapsed credits", "date_past", GrantCredits, [](auto& o) { o.credits = 1, o.date = noon; });
    row("no plan", "plan_missing", GrantEntitlement, [](auto&) {});
    row("a plan taken off", "", OverridePlan, [](auto&) {});
    row("no quota", "quota_missing", SetUsage, [](auto&) {});
    row("negative use", "not_positive", SetUsage, [](auto& o) { o.quota = "q", o.used = -1; });
    row("a long trial", "trial_out_of_range", CheckoutLink, [](auto& o) { o.product = "p", o.trialDays = 731; });
    row("by e-mail", "", CheckoutLink, [](auto& o) { o.product = "p", o.subject.clear(), o.email = "a@b"; });
    row("no price", "amount_missing", CreatePrice, [](auto&) {});
    row("a free price", "not_positive", CreatePrice, [=](auto& o) { o.amount = Money{0, usd}; });
    row("an empty interval", "interval_out_of_range", CreatePrice, [=](auto& o) {
      o.amount = Money{1, usd};
      o.interval = BillingInterval{IntervalUnit::Month, 0};
    });
  }
  void what_is_wrong_in_itself_is_named() {
    QFETCH(AdminOrder, order);
    QTEST(problemOf(order), "problem");
  }

  void an_order_is_said_in_one_sentence() {
    using enum OrderKind;
    AdminOrder change = simple(ChangePlan);
    change.product = "pdt_pro";
    QCOMPARE(saidOf(change), QByteArray("Change the plan of sub_1 to pro, monthly, at once, prorated"));
    change.atPeriodEnd = true;
    change.quantity = 3;
    change.product = "pdt_other";
    QCOMPARE(saidOf(change), QByteArray("Change the plan of sub_1 to pdt_other x 3, at the period's end"));
    AdminOrder refund = simple(Refund);
    QCOMPARE(saidOf(refund), QByteArray("Refund all that is left of sub_1"));
    refund.amount = Money{1250, *Currency::fromCode("USD")};
    QCOMPARE(saidOf(refund), QByteArray("Refund 12.50 USD of sub_1"));
    AdminOrder credits = simple(GrantCredits);
    credits.credits = 25;
    credits.date = Instant{noon.ms};
    QCOMPARE(saidOf(credits), QByteArray("Grant 2.5 credits to sub_1, until 2026-02-02T02:40:00Z"));
    for (int i = 0; i <= static_cast<int>(ArchivePrice); ++i) {
      const QByteArray said = saidOf(simple(static_cast<OrderKind>(i)));
      QVERIFY2(said.size() > 8 && said[0] >= 'A' && said[0] <= 'Z' && !said.endsWith('.'), said.constData());
    }
  }
};

Q_DECLARE_METATYPE(billing::operations::AdminOrder)
QTEST_GUILESS_MAIN(AdminOrderTest)
#include "tst_adminorder.moc"
