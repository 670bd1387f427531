// Payments that buy credits: once for each payment, whatever comes twice; those that cannot be read are listed, and
// credited when they can.
#include <QTest>
#include <latch>
#include <thread>

#include "operations/credits/creditbook.h"
#include "support/accountfixture.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

const Instant march = at("2026-03-10T12:00:00Z");
const Money fiveDollars{499, *Currency::fromCode("USD")};

BillingRules howMuch() {
  BillingRules rules;
  rules.accountKind = AccountKind::Profile;
  rules.credits.enabled = true;
  rules.credits.metadataCreditsKey = "credits";
  rules.credits.mostCreditsOfAPayment = 1000;
  rules.credits.packs = {{"credits_25", "25 credits", 250, fiveDollars, "pdt_test25", "pdt_live25"}};
  rules.credits.topUp = {true, 500, 5000, fiveDollars, 5};
  return rules;
}

BillingEvent paid(const char* id, std::vector<std::pair<std::string, std::string>> metadata = {},
                  const char* product = "", const char* status = "succeeded") {
  BillingEvent event;
  event.provider = Provider::Dodo;
  event.kind =
      std::string_view(status) == "succeeded" ? BillingEventKind::PaymentSucceeded : BillingEventKind::PaymentFailed;
  event.eventId = std::string("evt_") + id;
  event.occurredAt = march;
  event.metadata = std::move(metadata);
  PaymentState payment;
  payment.externalId = id;
  payment.status = status;
  payment.amount = fiveDollars;
  payment.productId = product;
  payment.createdAt = Instant{march.ms - 1000};
  event.payments = {payment};
  return event;
}

}  // namespace

class TestCreditPayments : public QObject {
  Q_OBJECT

 private:
  Result<bool> apply(const BillingEvent& event, std::optional<qint64> account = std::nullopt) {
    return inWrite(*db_, [&](store::WriteContext& context) {
      return applyCreditPayment(context, context_, event, account.value_or(account_), march);
    });
  }
  qint64 balance() { return creditSums(*db_, account_).ledger; }
  QString purchase(const char* columns, const QString& id) {
    return single(*db_,
                  QStringLiteral("SELECT %1 FROM credit_purchases WHERE payment_external_id = ?")
                      .arg(QLatin1String(columns)),
                  {id})
        .toString();
  }
  QString id(const char* name) { return QStringLiteral("%1_%2").arg(QLatin1String(name)).arg(accounts_); }
  BillingEvent paidNow(const char* name, std::vector<std::pair<std::string, std::string>> metadata = {},
                       const char* product = "", const char* status = "succeeded") {
    return paid(id(name).toUtf8().constData(), std::move(metadata), product, status);
  }
  void request(const QString& topUp, const char* status = "requested") {
    VERIFY_RESULT(run(*db_,
                      QStringLiteral("INSERT INTO credit_purchases (account_id, provider, payment_external_id, kind, "
                                     "tenths, status, purchased_at) VALUES (?, 'dodo', ?, 'automatic', 5000, ?, ?)"),
                      {account_, topUp, QLatin1String(status), qlonglong(march.ms)}));
  }

  TestDatabase db_;
  BillingRules rules_ = howMuch();
  RulesContext context_{rules_};
  qint64 account_ = 0;
  int accounts_ = 0;

 private Q_SLOTS:
  void init() {
    rules_ = howMuch();
    account_ = addAccount(*db_, QStringLiteral("profile_%1").arg(++accounts_));
  }
  void cleanup() { QVERIFY(creditSums(*db_, account_).agree()); }

  void a_payment_is_credited_once_and_keeps_its_amount() {  // H5, H6
    const auto event = paidNow("pay", {{"userId", "profile"}, {"credits", "25"}});
    QVERIFY(*apply(event));
    QVERIFY(!*apply(event));
    QCOMPARE(balance(), 250);
    QCOMPARE(purchase("status", id("pay")), QStringLiteral("credited"));
    QCOMPARE(purchase("amount_minor || ' ' || currency || ' ' || tenths", id("pay")), QStringLiteral("499 USD 250"));
    QCOMPARE(purchase("purchased_at", id("pay")).toLongLong(), march.ms - 1000);
  }

  void twenty_duplicates_at_once_are_credited_once() {  // HowMuchShouldIPrice
    const auto event = paidNow("pay", {{"credits", "25"}});
    std::atomic<int> granted = 0, failed = 0;
    std::latch start(20);
    std::vector<std::jthread> senders;
    for (int i = 0; i < 20; ++i)
      senders.emplace_back([&] {
        start.arrive_and_wait();
        const auto outcome = apply(event);
        if (!outcome) ++failed;
        if (outcome && *outcome) ++granted;
      });
    senders.clear();
    QCOMPARE(failed.load(), 0);
    QCOMPARE(granted.load(), 1);
    QCOMPARE(balance(), 250);
    QCOMPARE(single(*db_, QStringLiteral("SELECT COUNT(*) FROM credit_purchases WHERE account_id = ?"), {account_}),
             QVariant(1));
  }

  void a_pack_is_known_by_its_product() {  // X19
    QVERIFY(*apply(paidNow("pay", {}, "pdt_test25")));
    QCOMPARE(balance(), 250);
    auto cart = paidNow("cart");
    cart.productIds = {"pdt_test25", "pdt_test25", "pdt_other"};
    QVERIFY(*apply(cart));
    QCOMPARE(balance(), 750);
  }

  void a_product_that_nobody_knows_buys_nothing_and_is_listed() {
    rules_.credits.metadataCreditsKey.clear();
    QVERIFY(!*apply(paidNow("pay", {}, "pdt_live25")));  // of the other mode
    QCOMPARE(purchase("status || ' ' || reason", id("pay")), QStringLiteral("refused unknown_product"));
  }

  void a_sale_by_stripe_is_told_by_its_session() {  // X19: it names no price
    auto session = paidNow("pay", {{"organization_id", "org"}});
    session.provider = Provider::Stripe;
    session.kind = BillingEventKind::CheckoutCompleted;
    QVERIFY(!*apply(session));
    QCOMPARE(purchase("reason", id("pay")), QStringLiteral("metadata_missing"));
    session.metadata.emplace_back("credits", "500");
    QVERIFY(*apply(session));
    auto intent = paidNow("pay");
    intent.provider = Provider::Stripe;
    QVERIFY(!*apply(intent));
    QCOMPARE(balance(), 5000);
  }

  void unreadable_credits_are_refused_with_their_reason_data() {  // H8
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* text, const char* reason) {
      QTest::addRow("'%s'", text) << QString::fromLatin1(text) << QString::fromLatin1(reason);
    };
    row("", "not_a_number");
    row("ten", "not_a_number");
    row("10 credits", "not_a_number");
    row(" 10", "not_a_number");
    row("1e3", "not_a_number");
    row("+10", "not_a_number");
    row("0x10", "not_a_number");
    row("-", "not_a_number");
    row("10.", "not_a_number");
    row("-10", "not_positive");
    row("-2.5", "not_positive");
    row("0", "not_positive");
    row("000", "not_positive");
    row("2.5", "not_whole");
    row("10.0", "not_whole");
    row("1001", "too_many");
    row("9223372036854775808", "too_many");
    row("99999999999999999999999999", "too_many");
  }

  void unreadable_credits_are_refused_with_their_reason() {
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const auto event = paidNow("pay", {{"credits", text.toStdString()}}, "pdt_test25");
    QVERIFY(!*apply(event));
    QVERIFY(!*apply(event));
    QCOMPARE(balance(), 0);
    QCOMPARE(purchase("status || ' ' || reason || ' ' || amount_minor", id("pay")),
             QStringLiteral("refused %1 499").arg(reason));
  }

  void a_payment_without_metadata_is_listed_as_refused() {
    QVERIFY(!*apply(paidNow("pay", {{"userId", "profile"}}, "pdt_other")));
    QCOMPARE(purchase("reason", id("pay")), QStringLiteral("metadata_missing"));
  }

  void a_payment_for_a_plan_or_subscription_is_no_purchase_of_credits() {
    rules_.plans = {{"pro", "Pro", 0, {{{}, fiveDollars, "pdt_pro", ""}}, {}, 0, {}}};
    QVERIFY(!*apply(paidNow("plan", {}, "pdt_pro")));
    auto renewal = paidNow("renewal");
    renewal.payments[0].subscriptionExternalId = "sub_1";
    QVERIFY(!*apply(renewal));
    auto charge = paidNow("charge");
    charge.provider = Provider::Stripe;  // of a sale that its session tells of
    QVERIFY(!*apply(charge));
    QCOMPARE(single(*db_, QStringLiteral("SELECT COUNT(*) FROM credit_purchases WHERE account_id = ?"), {account_}),
             QVariant(0));
  }

  void a_refused_payment_is_credited_when_it_comes_readable() {
    QVERIFY(!*apply(paidNow("pay", {{"credits", "-5"}})));
    QVERIFY(*apply(paidNow("pay", {{"credits", "5"}})));
    QVERIFY(!*apply(paidNow("pay", {{"credits", "-5"}})));
    QCOMPARE(balance(), 50);
    QCOMPARE(purchase("status || reason", id("pay")), QStringLiteral("credited"));
  }

  void a_payment_of_nobody_waits_until_somebody_is_known() {
    QVERIFY(!*apply(paidNow("pay", {{"credits", "5"}}), 0));
    QCOMPARE(purchase("reason", id("pay")), QStringLiteral("account_unknown"));
    QVERIFY(*apply(paidNow("pay", {{"credits", "5"}})));
    QCOMPARE(balance(), 50);
  }

  void a_failed_payment_grants_nothing_and_may_succeed_later() {  // H13
    QVERIFY(!*apply(paidNow("pay", {{"credits", "5"}}, "", "failed")));
    QCOMPARE(purchase("status", id("pay")), QStringLiteral("failed"));
    QCOMPARE(balance(), 0);
    QVERIFY(*apply(paidNow("pay", {{"credits", "5"}})));
    QVERIFY(!*apply(paidNow("pay", {{"credits", "5"}}, "", "failed")));  // late
    QCOMPARE(purchase("status", id("pay")), QStringLiteral("credited"));
    QCOMPARE(balance(), 50);
  }

  void a_refused_payment_that_failed_before_stays_refused() {
    QVERIFY(!*apply(paidNow("pay", {{"credits", "-5"}})));
    QVERIFY(!*apply(paidNow("pay", {{"credits", "-5"}}, "", "failed")));  // late
    QCOMPARE(purchase("status", id("pay")), QStringLiteral("refused"));
  }

  void a_payment_in_the_making_does_nothing() {
    QVERIFY(!*apply(paidNow("pay", {{"credits", "5"}}, "", "processing")));
    QVERIFY(purchase("status", id("pay")).isNull());
  }

  void two_payments_are_two_purchases() {
    QVERIFY(*apply(paidNow("one", {{"credits", "5"}})));
    QVERIFY(*apply(paidNow("two", {{"credits", "5"}})));
    QCOMPARE(balance(), 100);
  }

  void a_requested_top_up_is_credited_by_its_payment() {  // X7, X12
    request(id("topup"));
    const auto event = paidNow("pay", {{"top_up", id("topup").toStdString()}});
    QVERIFY(*apply(event));
    QVERIFY(!*apply(event));
    QCOMPARE(balance(), 5000);
    QCOMPARE(purchase("status || ' ' || kind", id("topup")), QStringLiteral("credited automatic"));
    QVERIFY(purchase("status", id("pay")).isNull());
  }

  void a_top_up_that_cannot_be_charged_is_failed_and_grants_nothing() {
    request(id("topup"));
    auto event = paidNow("pay", {{"top_up", id("topup").toStdString()}}, "", "failed");
    event.payments[0].failureMessage = "Insufficient funds";
    QVERIFY(!*apply(event));
    QCOMPARE(purchase("status || ': ' || reason", id("topup")), QStringLiteral("failed: Insufficient funds"));
    QCOMPARE(balance(), 0);
  }

  void a_top_up_that_was_charged_twice_is_credited_twice() {  // nothing paid is lost
    request(id("topup"));
    QVERIFY(*apply(paidNow("one", {{"top_up", id("topup").toStdString()}})));
    QVERIFY(*apply(paidNow("two", {{"top_up", id("topup").toStdString()}})));
    QVERIFY(!*apply(paidNow("two", {{"top_up", id("topup").toStdString()}})));
    QCOMPARE(balance(), 10000);
    QCOMPARE(purchase("kind", id("two")), QStringLiteral("automatic"));
  }

  void a_top_up_that_nobody_requested_is_credited_as_the_profile_says() {
    QVERIFY(*apply(paidNow("pay", {{"top_up", "topup:unknown"}})));
    QCOMPARE(balance(), 5000);
  }

  void the_same_payment_told_of_with_less_is_not_credited_again() {
    request(id("topup"));
    QVERIFY(*apply(paidNow("pay", {{"top_up", id("topup").toStdString()}})));
    QVERIFY(!*apply(paidNow("pay", {}, "pdt_test25")));
    QCOMPARE(balance(), 5000);
  }

  void without_credits_in_the_profile_nothing_is_bought() {
    rules_.credits.enabled = false;
    QVERIFY(!*apply(paidNow("pay", {{"credits", "5"}})));
    QVERIFY(purchase("status", id("pay")).isNull());
  }
};

QTEST_GUILESS_MAIN(TestCreditPayments)
#include "tst_creditpayments.moc"
