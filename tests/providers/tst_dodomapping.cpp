#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <algorithm>

#include "domain/fieldtext.h"
#include "providers/dodo/eventmapping.h"
#include "providers/mappingerrors.h"

using namespace billing;

namespace {

QJsonObject parsed(const char* text) {
  return QJsonDocument::fromJson(text).object();
}

QJsonObject subscription() {
  return parsed(
      R"({"subscription_id":"sub_9","product_id":"pdt_pro","status":"active","recurring_pre_tax_amount":3600,"currency":"EUR",
    "quantity":3,"payment_frequency_count":1,"payment_frequency_interval":"Month","created_at":"2026-01-10T08:00:00Z",
    "previous_billing_date":"2026-03-10T08:00:00Z","next_billing_date":"2026-04-10T08:00:00Z","cancel_at_next_billing_date":false,
    "trial_period_days":0,"cancelled_at":null,"metadata":{"plan":true,"product_name":"Pro monthly"},
    "customer":{"customer_id":"cus_1","name":"Ada GmbH","email":"ada@example.com"},
    "credit_entitlement_cart":[{"credit_entitlement_id":"cent_1","credit_entitlement_name":"Exports","unit":"export","credits_amount":"500","remaining_balance":"120.5"}],
    "meters":[{"meter_id":"mtr_1","name":"API calls","measurement_unit":"call","free_threshold":1000}]})");
}

QJsonObject payment() {
  return parsed(
      R"({"payment_id":"pay_1","status":"succeeded","total_amount":1428,"currency":"EUR","subscription_id":null,"subscription_ids":["sub_9"],
    "invoice_id":"inv_7","invoice_url":"inv_7.pdf","created_at":"2026-03-10T08:00:01Z","payment_method":"card",
    "card_network":"VISA","card_last_four":"4242","error_code":null,"error_message":null,"product_cart":[{"product_id":"pdt_pro","quantity":1}],
    "customer":{"customer_id":"cus_1","name":"Ada GmbH","email":"ada@example.com"}})");
}

std::string body(const char* type, const QJsonObject& data) {
  const QJsonObject event{{QStringLiteral("business_id"), QStringLiteral("bus_1")},
                          {QStringLiteral("type"), QLatin1String(type)},
                          {QStringLiteral("timestamp"), QStringLiteral("2026-03-10T08:00:05.123456Z")},
                          {QStringLiteral("data"), data}};
  return QJsonDocument(event).toJson().toStdString();
}

Result<BillingEvent> map(const char* type, const QJsonObject& data) {
  return providers::dodo::mapEvent("msg_1", body(type, data));
}

std::string code(const Result<BillingEvent>& result) {
  return result ? std::string() : result.error().code;
}

}  // namespace

class DodoMappingTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void metadata_are_texts_and_numbers_as_they_are_written() {
    QJsonObject paid = payment();
    paid[u"metadata"] = parsed(R"({"userId":"u_1","credits":2.5,"plan":true,"none":null,"size":12345678901234})");
    paid[u"product_cart"] =
        QJsonDocument::fromJson(R"([{"product_id":"pdt_a","quantity":1},{"product_id":"pdt_b"}])").array();
    const auto event = map("payment.succeeded", paid);
    QVERIFY2(event, event ? "" : describe(event.error()).c_str());
    using Metadata = std::vector<std::pair<std::string, std::string>>;
    Metadata metadata = event->metadata;
    std::ranges::sort(metadata);
    QCOMPARE(metadata, (Metadata{{"credits", "2.5"}, {"size", "12345678901234"}, {"userId", "u_1"}}));
    QCOMPARE(event->productIds, (std::vector<std::string>{"pdt_a", "pdt_b"}));
    QCOMPARE(map("subscription.active", subscription())->metadata, (Metadata{{"product_name", "Pro monthly"}}));
  }

  void discounts_and_payment_methods_are_told_or_left_alone_data() {
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("discount");
    QTest::addColumn<int>("method");
    const auto row = [](const char* name, const char* sent, const char* discount, int method) {
      QTest::newRow(name) << QByteArray(sent) << QString::fromUtf8(discount) << method;
    };
    row("nothing", "{}", "not told", -1);
    row("none", R"({"discounts":[],"discount_id":null,"has_payment_method":false})", "", 0);
    row("null", R"({"discount_id":null,"payment_method_id":null})", "", -1);
    row("a method's id", R"({"payment_method_id":"pm_1"})", "not told", 1);
    row("for ever", R"({"discounts":[{"code":"TEN","type":"percentage","amount":1000}]})", "TEN 10.00 % forever", -1);
    row("two cycles left",
        R"({"discounts":[{"code":"TWO","type":"percentage","amount":2500,"subscription_cycles":3,"cycles_remaining":2}]})",
        "TWO 25.00 % repeating until 2026-06-10T08:00:00Z", -1);
    row("over", R"({"discounts":[{"code":"TWO","type":"percentage","amount":2500,"cycles_remaining":0}]})", "", -1);
    row("dollars off euros", R"({"discounts":[{"code":"FIVE","type":"flat","amount":500}]})", "FIVE of unknown size",
        -1);
    row("row of a list", R"({"discount_id":"dsc_1","discounts":[{"discount_id":"dsc_1"}]})", "of unknown size", -1);
    row("two at once",
        R"({"discounts":[{"code":"A","type":"percentage","amount":1000},{"code":"B","type":"percentage","amount":1500}]})",
        "A, B 23.50 % forever", -1);
    const QByteArray many = QByteArray(R"({"code":"ÄÖ","type":"percentage","amount":0},)").repeated(80);
    QTest::newRow("more than a column holds")
        << QByteArray(R"({"discounts":[)" + many.chopped(1) + "]}")
        << QString(QStringLiteral("ÄÖ, ").repeated(50).chopped(1) + QStringLiteral("… of unknown size")) << -1;
  }
  void discounts_and_payment_methods_are_told_or_left_alone() {
    QFETCH(QByteArray, sent);
    QFETCH(QString, discount);
    QFETCH(int, method);
    QJsonObject object = subscription();
    const QJsonObject more = parsed(sent.constData());
    for (auto it = more.begin(); it != more.end(); ++it) object[it.key()] = it.value();
    const auto event = map("subscription.updated", object);
    QVERIFY2(event, event ? "" : describe(event.error()).c_str());
    const SubscriptionState& state = event->subscriptions.front();
    QCOMPARE(state.discount ? QString::fromStdString(fieldText(*state.discount)) : QStringLiteral("not told"),
             discount);
    QCOMPARE(state.hasPaymentMethod ? int(*state.hasPaymentMethod) : -1, method);
  }

  void a_subscription_brings_plan_period_credits_and_customer() {
    const auto event = map("subscription.renewed", subscription());
    QVERIFY2(event, event ? "" : describe(event.error()).c_str());
    QCOMPARE(toString(event->kind), std::string_view("subscription.renewed"));
    QCOMPARE(event->subject, std::string("sub_9"));
    QCOMPARE(toIso8601(event->occurredAt), std::string("2026-03-10T08:00:05.123Z"));
    const SubscriptionState& state = event->subscriptions.at(0);
    QCOMPARE(toString(state.status), std::string_view("active"));
    QCOMPARE(toDecimal(state.amount), std::string("36.00"));
    QCOMPARE(*state.productName, std::string("Pro monthly"));
    QVERIFY(*state.interval == (BillingInterval{IntervalUnit::Month, 1}));
    QCOMPARE(toIso8601(*state.periodEnd), std::string("2026-04-10T08:00:00Z"));
    QCOMPARE(*event->customers.at(0).email, std::string("ada@example.com"));
    QCOMPARE(*event->usage.at(0).remainingMilli, 120500);
    QCOMPARE(*event->usage.at(1).grantedMilli, 1000000);
    QVERIFY(!event->usage.at(1).remainingMilli);
    QCOMPARE(event->prices.at(0).amount.minor, 1200);
  }

  void a_trial_is_told_from_an_active_subscription_by_its_days() {
    QJsonObject trial = subscription();
    trial[u"created_at"] = QStringLiteral("2026-03-05T00:00:00Z");
    trial[u"trial_period_days"] = 14;
    const auto during = map("subscription.active", trial);
    QCOMPARE(toString(during->subscriptions.at(0).status), std::string_view("trialing"));
    QCOMPARE(during->subscriptions.at(0).providerStatus, std::string("active"));
    QCOMPARE(toIso8601(*during->subscriptions.at(0).trialEnd), std::string("2026-03-19T00:00:00Z"));
    trial[u"trial_period_days"] = 3;
    QCOMPARE(toString(map("subscription.active", trial)->subscriptions.at(0).status), std::string_view("active"));
  }

  void status_words_are_understood_or_kept_data() {
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("status");
    for (const char* same : {"pending", "active", "on_hold", "paused", "cancelled", "failed", "expired", "past_due"}) {
      QTest::newRow(same) << QString::fromLatin1(same) << QString::fromLatin1(same);
    }
    QTest::newRow("one l") << QStringLiteral("canceled") << QStringLiteral("cancelled");
    QTest::newRow("new word") << QStringLiteral("frozen") << QStringLiteral("unknown");
  }

  void status_words_are_understood_or_kept() {
    QFETCH(QString, word);
    QFETCH(QString, status);
    QJsonObject data = subscription();
    data[u"status"] = word;
    const auto event = map("subscription.updated", data);
    QCOMPARE(QString::fromStdString(std::string(toString(event->subscriptions.at(0).status))), status);
    QCOMPARE(QString::fromStdString(event->subscriptions.at(0).providerStatus), word);
  }

  void a_payment_with_an_invoice_id_is_also_its_invoice() {
    const auto event = map("payment.succeeded", payment());
    const PaymentState& paid = event->payments.at(0);
    QCOMPARE(paid.subscriptionExternalId, std::string("sub_9"));
    QCOMPARE(event->subject, std::string("sub_9"));
    QCOMPARE(*paid.method, std::string("card visa 4242"));
    QCOMPARE(*paid.failureCode, std::string());  // said to be none
    const InvoiceState& invoice = event->invoices.at(0);
    QCOMPARE(invoice.number, std::string("inv_7"));
    QCOMPARE(invoice.status, std::string("paid"));
    QCOMPARE(invoice.paidMinor, 1428);
    QCOMPARE(invoice.remainingMinor, 0);
    QVERIFY(!invoice.taxMinor);
    QCOMPARE(invoice.lines.at(0).productId, std::string("pdt_pro"));
    QCOMPARE(invoice.lines.at(0).amountMinor, 1428);

    QJsonObject taxed = payment();
    taxed[u"tax"] = 228;
    taxed[u"product_cart"] = QJsonDocument::fromJson(R"([{"product_id":"pdt_pro","quantity":3}])").array();
    const auto withTax = map("payment.succeeded", taxed);
    QVERIFY(withTax->payments.at(0).taxMinor == std::optional<std::int64_t>(228));
    QVERIFY(withTax->invoices.at(0).taxMinor == std::optional<std::int64_t>(228));
    QCOMPARE(withTax->invoices.at(0).lines.at(0).amountMinor, 1200);
    QCOMPARE(withTax->invoices.at(0).lines.at(0).quantity, 3);
    taxed[u"tax"] = -9'223'372'036'854'775'807LL;
    QVERIFY(!map("payment.succeeded", taxed));

    QJsonObject failing = payment();
    failing[u"status"] = QStringLiteral("failed");
    failing[u"error_code"] = QStringLiteral("INSUFFICIENT_FUNDS");
    const auto failed = map("payment.failed", failing);
    QCOMPARE(failed->payments.at(0).status, std::string("failed"));
    QCOMPARE(failed->invoices.at(0).status, std::string("open"));
    QCOMPARE(failed->invoices.at(0).remainingMinor, 1428);
    failing[u"invoice_id"] = QJsonValue::Null;
    QVERIFY(map("payment.failed", failing)->invoices.empty());
  }

  void disputed_amounts_are_minor_units_as_text() {
    QJsonObject dispute = parsed(R"({"dispute_id":"dp_1","payment_id":"pay_1","amount":"1428","currency":"EUR",
      "dispute_status":"dispute_opened","dispute_stage":"dispute","created_at":"2026-03-11T00:00:00Z"})");
    QCOMPARE(map("dispute.opened", dispute)->disputes.at(0).amount.minor, 1428);
    QVERIFY(map("dispute.opened", dispute)->disputes.at(0).open);
    dispute[u"amount"] = 1428;
    dispute[u"dispute_status"] = QStringLiteral("dispute_won");
    QCOMPARE(map("dispute.won", dispute)->disputes.at(0).amount.minor, 1428);
    QVERIFY(!map("dispute.won", dispute)->disputes.at(0).open);
    dispute[u"amount"] = QStringLiteral("14.28");
    QCOMPARE(map("dispute.won", dispute)->disputes.at(0).amount.minor, 1428);
    dispute[u"amount"] = QStringLiteral("123456789012345678901234567890");
    QCOMPARE(code(map("dispute.won", dispute)), std::string("malformed_event"));
  }

  void credits_come_as_text_or_number() {
    QJsonObject entry = parsed(
        R"({"id":"cle_1","credit_entitlement_id":"cent_1","customer_id":"cus_1","amount":"500","balance_before":"20",
      "balance_after":"520","overage_after":"0","is_credit":true,"reference_type":"subscription","reference_id":"sub_9"})");
    const auto added = map("credit.added", entry);
    QCOMPARE(*added->usage.at(0).grantedMilli, 520000);
    QCOMPARE(added->usage.at(0).subscriptionExternalId, std::string("sub_9"));
    entry[u"balance_after"] = 12.5;
    const auto deducted = map("credit.deducted", entry);
    QCOMPARE(*deducted->usage.at(0).remainingMilli, 12500);
    QVERIFY(!deducted->usage.at(0).grantedMilli);
    entry[u"balance_after"] = 0;
    entry[u"overage_after"] = QStringLiteral("50");
    QCOMPARE(*map("credit.overage_charged", entry)->usage.at(0).remainingMilli, -50000);
  }

  void unknown_types_are_not_errors_of_the_event() {
    QCOMPARE(code(map("subscription.created", subscription())), std::string(providers::kUnknownEventType));
    QCOMPARE(code(map("constructor", subscription())), std::string(providers::kUnknownEventType));
  }

  void damaged_events_say_what_is_wrong_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no id") << QStringLiteral("subscription_id") << QJsonValue()
                           << QStringLiteral("data.subscription_id is missing");
    QTest::newRow("amount") << QStringLiteral("recurring_pre_tax_amount") << QJsonValue(12.5)
                            << QStringLiteral(
                                   "data.recurring_pre_tax_amount is 12.5, expected a whole number of at most 64 bits");
    QTest::newRow("currency") << QStringLiteral("currency") << QJsonValue(QStringLiteral("EURO"))
                              << QStringLiteral("data.currency is \"EURO\", expected a currency of three letters");
    QTest::newRow("time") << QStringLiteral("next_billing_date") << QJsonValue(QStringLiteral("soon"))
                          << QStringLiteral("data.next_billing_date is \"soon\", expected a time in ISO 8601");
    QTest::newRow("interval")
        << QStringLiteral("payment_frequency_interval") << QJsonValue(QStringLiteral("Fortnight"))
        << QStringLiteral("data.payment_frequency_interval and its count are 1 \"fortnight\", expected days to years");
  }

  void damaged_events_say_what_is_wrong() {
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(QString, reason);
    QJsonObject data = subscription();
    data[key] = value;
    const auto event = map("subscription.updated", data);
    QCOMPARE(code(event), std::string("malformed_event"));
    QCOMPARE(QString::fromStdString(event.error().reason), reason);
  }

  void the_provider_s_own_examples_are_read() {
    const QDir folder(QStringLiteral(BILLING_SOURCE_DIR "/../shared/data/dodo/webhook-examples"));
    if (!folder.exists()) QSKIP("../shared/data/dodo/webhook-examples is not here");
    for (const QString& name : folder.entryList({QStringLiteral("*.json")})) {
      QFile file(folder.filePath(name));
      QVERIFY(file.open(QIODevice::ReadOnly));
      const auto event = providers::dodo::mapEvent("msg_1", file.readAll().toStdString());
      QVERIFY2(event,
               qPrintable(name + QStringLiteral(": ") + QString::fromStdString(event ? "" : describe(event.error()))));
      QVERIFY2(!event->subject.empty(), qPrintable(name));
    }
  }
};

QTEST_APPLESS_MAIN(DodoMappingTest)
#include "tst_dodomapping.moc"
