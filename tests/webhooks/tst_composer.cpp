// What we compose is what a provider would send: valid, complete, linked by ids, and in its own words.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <set>

#include "webhooks/composer.h"
#include "webhooks/payloadcheck.h"

using namespace billing;
using namespace billing::webhooks;

namespace {

const Instant kNow = *fromIso8601("2026-03-31T12:00:00Z");

QJsonObject composed(Provider provider, const std::string& type, const ComposeValues& values = {},
                     std::uint64_t seed = 7) {
  const auto event = compose(provider, type, values, kNow, seed);
  if (!event) qWarning("%s", describe(event.error()).c_str());
  return event ? QJsonDocument::fromJson(QByteArray::fromStdString(event->body)).object() : QJsonObject();
}
QJsonValue at(const QJsonObject& object, std::initializer_list<const char*> path) {
  QJsonValue value = object;
  for (const char* step : path)
    value =
        value.isArray() ? value.toArray().at(QByteArray(step).toInt()) : value.toObject().value(QLatin1String(step));
  return value;
}
QString text(const QJsonObject& object, std::initializer_list<const char*> path) {
  return at(object, path).toString();
}

}  // namespace

class Composer : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_type_is_composed_as_sound_json_data() {
    QTest::addColumn<int>("provider");
    QTest::addColumn<QString>("type");
    for (const Provider provider : {Provider::Dodo, Provider::Stripe})
      for (const EventType& type : eventTypes(provider))
        QTest::addRow("%s %s", toString(provider).data(), type.name.c_str())
            << static_cast<int>(provider) << QString::fromStdString(type.name);
  }
  void every_type_is_composed_as_sound_json() {
    QFETCH(int, provider);
    QFETCH(QString, type);
    const auto by = static_cast<Provider>(provider);
    const auto event = compose(by, type.toStdString(), {}, kNow, 0);
    QVERIFY2(event.has_value(), event ? "" : describe(event.error()).c_str());
    const PayloadFacts facts = checkPayload(by, event->body);
    QVERIFY2(facts.payload == Payload::Ok, facts.detail.c_str());
    QCOMPARE(facts.type, type.toStdString());
    QVERIFY(facts.occurredAt == kNow);
    if (by == Provider::Stripe) QCOMPARE(facts.id, event->eventId);
    QVERIFY(event->body.find("{{") == std::string::npos);
    QVERIFY(event->body.find("\n  \"") != std::string::npos);
  }

  void there_are_48_types_of_dodo_and_275_of_stripe() {
    QCOMPARE(eventTypes(Provider::Dodo).size(), std::size_t{48});
    QCOMPARE(eventTypes(Provider::Stripe).size(), std::size_t{275});
    for (const Provider provider : {Provider::Dodo, Provider::Stripe})
      for (const EventType& type : eventTypes(provider))
        QVERIFY2(!type.group.empty() && !type.payload.empty() && !type.summary.empty(), type.name.c_str());
  }

  void the_object_of_a_stripe_event_is_of_the_type_that_the_table_says() {
    for (const EventType& type : eventTypes(Provider::Stripe))
      QCOMPARE(text(composed(Provider::Stripe, type.name), {"data", "object", "object"}),
               QString::fromStdString(type.payload));
  }

  void the_payload_type_of_a_dodo_event_is_what_the_table_says() {
    for (const EventType& type : eventTypes(Provider::Dodo))
      QCOMPARE(text(composed(Provider::Dodo, type.name), {"data", "payload_type"}),
               QString::fromStdString(type.payload));
  }

  void values_of_a_row_are_used_and_the_type_decides_the_status() {
    const ComposeValues row{{"subscription_id", "sub_row"},
                            {"customer_id", "cus_row"},
                            {"status", "active"},
                            {"amount_minor", "12000"},
                            {"currency", "eur"},
                            {"interval_unit", "year"},
                            {"quantity", "3"}};
    const auto dodo = composed(Provider::Dodo, "subscription.cancelled", row);
    QCOMPARE(text(dodo, {"data", "subscription_id"}), QStringLiteral("sub_row"));
    QCOMPARE(text(dodo, {"data", "status"}), QStringLiteral("cancelled"));
    QCOMPARE(text(dodo, {"data", "currency"}), QStringLiteral("EUR"));
    QCOMPARE(text(dodo, {"data", "payment_frequency_interval"}), QStringLiteral("Year"));
    QCOMPARE(text(dodo, {"data", "cancelled_at"}), QStringLiteral("2026-03-31T12:00:00Z"));
    const auto stripe = composed(Provider::Stripe, "customer.subscription.updated", row);
    QCOMPARE(text(stripe, {"data", "object", "status"}), QStringLiteral("active"));
    QCOMPARE(text(stripe, {"data", "object", "currency"}), QStringLiteral("eur"));
    QCOMPARE(at(stripe, {"data", "object", "items", "data", "0", "price", "unit_amount"}).toInteger(), 4000);
    QCOMPARE(at(stripe, {"data", "object", "items", "data", "0", "quantity"}).toInteger(), 3);
  }

  void what_a_team_wrote_into_its_checkout_comes_back_as_metadata() {
    const ComposeValues values{{"metadata", "{\"userId\": \"u \\\"1\\\"\", \"credits\": \"500\"}"}};
    for (const char* type : {"payment.succeeded", "subscription.active"})
      QCOMPARE(text(composed(Provider::Dodo, type, values), {"data", "metadata", "userId"}), QStringLiteral("u \"1\""));
    for (const char* type : {"checkout.session.completed", "payment_intent.succeeded", "charge.succeeded",
                             "customer.subscription.created", "invoice.paid"})
      QCOMPARE(text(composed(Provider::Stripe, type, values), {"data", "object", "metadata", "credits"}),
               QStringLiteral("500"));
    for (const char* bad : {"x", "[]", R"({"a": 1})"})
      QCOMPARE(compose(Provider::Dodo, "payment.succeeded", {{"metadata", bad}}, kNow, 1).error().code,
               std::string("bad_value"));
  }

  void a_session_without_subscription_is_a_payment() {
    const auto session = composed(Provider::Stripe, "checkout.session.completed",
                                  {{"subscription_id", ""}, {"invoice_id", ""}, {"payment_id", "pi_one"}});
    QCOMPARE(text(session, {"data", "object", "mode"}), QStringLiteral("payment"));
    QCOMPARE(text(session, {"data", "object", "payment_intent"}), QStringLiteral("pi_one"));
    QVERIFY(at(session, {"data", "object", "subscription"}).isNull());
  }

  void periods_of_a_stripe_subscription_stand_on_its_item_only() {
    const auto event = composed(Provider::Stripe, "customer.subscription.created");
    const QJsonObject object = at(event, {"data", "object"}).toObject();
    QVERIFY(!object.contains(QLatin1String("current_period_end")));
    const qint64 end = at(event, {"data", "object", "items", "data", "0", "current_period_end"}).toInteger();
    QCOMPARE(end, fromIso8601("2026-04-30T12:00:00Z")->seconds());  // a month after the 31st
    QCOMPARE(text(event, {"api_version"}), QStringLiteral("2026-10-28.endive"));
  }

  void the_objects_of_one_event_agree_on_their_ids() {
    const auto event = composed(Provider::Stripe, "invoice.paid");
    const QString subscription = text(event, {"data", "object", "parent", "subscription_details", "subscription"});
    QVERIFY(subscription.startsWith(QLatin1String("sub_")));
    QCOMPARE(text(event, {"data", "object", "lines", "data", "0", "subscription"}), subscription);
    QCOMPARE(text(event, {"data", "object", "lines", "data", "0", "invoice"}), text(event, {"data", "object", "id"}));
    const auto intent = composed(Provider::Stripe, "payment_intent.succeeded");
    QCOMPARE(text(event, {"data", "object", "payments", "data", "0", "payment", "payment_intent"}),
             text(intent, {"data", "object", "id"}));
    QCOMPARE(text(composed(Provider::Stripe, "charge.succeeded"), {"data", "object", "payment_intent"}),
             text(intent, {"data", "object", "id"}));
    const auto payment = composed(Provider::Dodo, "payment.succeeded");
    QCOMPARE(text(payment, {"data", "subscription_ids", "0"}), text(payment, {"data", "subscription_id"}));
    QCOMPARE(text(composed(Provider::Dodo, "refund.succeeded"), {"data", "payment_id"}),
             text(payment, {"data", "payment_id"}));
  }

  void the_amounts_of_an_invoice_follow_its_status() {
    const auto paid =
        at(composed(Provider::Stripe, "invoice.paid", {{"amount_minor", "5000"}}), {"data", "object"}).toObject();
    QCOMPARE(paid.value(QLatin1String("amount_paid")).toInteger(), 5000);
    QCOMPARE(paid.value(QLatin1String("amount_remaining")).toInteger(), 0);
    const auto open =
        at(composed(Provider::Stripe, "invoice.finalized", {{"amount_minor", "5000"}}), {"data", "object"}).toObject();
    QCOMPARE(open.value(QLatin1String("amount_remaining")).toInteger(), 5000);
    QVERIFY(at(open, {"status_transitions", "paid_at"}).isNull());
    QVERIFY(composed(Provider::Stripe, "invoice.created")
                .value(QLatin1String("data"))
                .toObject()
                .value(QLatin1String("object"))
                .toObject()
                .value(QLatin1String("number"))
                .isNull());
  }

  void amounts_of_64_bits_pass_unharmed() {
    const auto event = compose(Provider::Dodo, "payment.succeeded", {{"amount_minor", "9007199254740993"}}, kNow, 1);
    QVERIFY(event->body.find("\"total_amount\": 9007199254740993,") != std::string::npos);
  }

  void a_seed_gives_the_same_event_again_and_no_seed_another() {
    const auto make = [](std::uint64_t seed) {
      return compose(Provider::Stripe, "invoice.paid", {}, kNow, seed)->body;
    };
    QCOMPARE(make(5), make(5));
    QVERIFY(make(5) != make(6));
    QVERIFY(make(0) != make(0));
  }

  void hostile_text_stays_inside_its_string() {
    const std::string name = "\"}, \"type\": \"x\n\x01\\ {{int amount_minor}} é";
    const auto event = compose(Provider::Dodo, "payment.succeeded", {{"customer_name", name}}, kNow, 1);
    QVERIFY(checkPayload(Provider::Dodo, event->body).payload == Payload::Ok);
    const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(event->body)).object();
    QCOMPARE(text(object, {"data", "customer", "name"}).toStdString(), name);
    QCOMPARE(text(object, {"type"}), QStringLiteral("payment.succeeded"));
  }

  void values_that_do_not_fit_are_refused_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    for (const auto& [key, value] : {std::pair{"amount_minor", "12.50"},
                                     {"amount_minor", "1e3"},
                                     {"quantity", "0"},
                                     {"quantity", "two"},
                                     {"created_at", "yesterday"},
                                     {"currency", "EU"},
                                     {"currency", "\"},"},
                                     {"interval_unit", "decade"},
                                     {"cancel_at_period_end", "perhaps"},
                                     {"customer", "cus_1"}})
      QTest::addRow("%s=%s", key, value) << QString::fromLatin1(key) << QString::fromLatin1(value);
  }
  void values_that_do_not_fit_are_refused() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    const auto event = compose(Provider::Stripe, "invoice.paid", {{key.toStdString(), value.toStdString()}}, kNow, 1);
    QVERIFY(!event.has_value());
    QVERIFY(event.error().kind == ErrorKind::InvalidInput);
    QVERIFY(!event.error().message.empty());
  }

  void a_type_that_the_provider_does_not_know_is_not_found() {
    QVERIFY(compose(Provider::Dodo, "subscription.created", {}, kNow).error().kind == ErrorKind::NotFound);
  }
};

QTEST_APPLESS_MAIN(Composer)
#include "tst_composer.moc"
