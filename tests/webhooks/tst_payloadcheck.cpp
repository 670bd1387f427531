// The strict pass over a body: what it lets through any parser can read, and nothing that it is given slows it down or
// breaks it.
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

#include "webhooks/payloadcases.h"
#include "webhooks/payloadcheck.h"

using namespace billing;
using namespace billing::webhooks;

namespace {

std::string remark(std::string_view body, Provider provider = Provider::Dodo) {
  const auto facts = checkPayload(provider, body);
  return std::string(toString(facts.payload)) + (facts.payload == Payload::Ok ? "" : " | " + facts.detail);
}
std::string repeated(const std::string& text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

class PayloadCheck : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_body_is_judged_data() { tests::addPayloadCases(); }
  void a_body_is_judged() {
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    const auto told = remark(body.toStdString());
    QVERIFY2(QString::fromStdString(told).section(QStringLiteral(" |"), 0, 0) == expected, told.c_str());
    if (expected == QLatin1String("ok")) return;
    QVERIFY2(told.find("| ") != std::string::npos && told.back() == '.', told.c_str());
  }

  void a_fault_is_told_with_its_place() {
    QCOMPARE(remark("{\"a\":1,\"a\":2}"), std::string("duplicate_keys | At byte 7: an object has the same key twice."));
    QCOMPARE(remark("{\"a\":\"\xff\"}"), std::string("not_utf8 | At byte 6: this is not UTF-8."));
    QCOMPARE(remark("[1,x]"), std::string("not_json | At byte 3: there is no value."));
  }

  void the_facts_of_an_event_are_found_at_the_top_only() {
    const auto dodo = checkPayload(
        Provider::Dodo,
        R"({"data":{"type":"inner","timestamp":"2020-01-01T00:00:00Z"},"type":"subscription.active","timestamp":"2026-03-01T12:00:00.5Z"})");
    QCOMPARE(dodo.type, std::string("subscription.active"));
    QVERIFY(dodo.occurredAt == fromIso8601("2026-03-01T12:00:00.5Z"));
    const auto stripe = checkPayload(
        Provider::Stripe,
        R"({"id":"evt_1","object":"event","created":1700000000,"type":"invoice.paid","data":{"object":{"id":"in_1","created":5}}})");
    QCOMPARE(stripe.id, std::string("evt_1"));
    QVERIFY(stripe.occurredAt == Instant::fromSeconds(1'700'000'000));
    QCOMPARE(checkPayload(Provider::Dodo, R"({"ty\u0070e":"a\u00e9"})").type, std::string("a\xc3\xa9"));
  }

  void facts_of_the_wrong_kind_are_absent() {
    for (const char* body : {R"({"type":5,"created":"soon","id":{}})", R"({"type":null,"created":1e9,"id":[]})",
                             R"({"type":"\ud800","created":-1,"id":7})", R"(["type","x"])", R"("type")",
                             R"({"type":{"type":"x"},"created":99999999999999999999})"}) {
      const auto facts = checkPayload(Provider::Stripe, body);
      QVERIFY2(facts.payload == Payload::Ok, body);
      QVERIFY2(facts.type.empty() && facts.id.empty() && !facts.occurredAt, body);
    }
  }

  void a_thin_event_is_told_apart_for_stripe() {
    const std::string thin =
        R"({"id":"evt_1","object":"v2.core.event","type":"v1.billing.meter.no_meter_found","created":"2026-03-01T12:00:00Z"})";
    const auto facts = checkPayload(Provider::Stripe, thin);
    QVERIFY(facts.payload == Payload::ThinEvent);
    QCOMPARE(facts.id, std::string("evt_1"));
    QVERIFY(facts.occurredAt == fromIso8601("2026-03-01T12:00:00Z"));
    QVERIFY(checkPayload(Provider::Dodo, thin).payload == Payload::Ok);
  }

  void a_body_cut_or_changed_at_any_byte_is_judged_like_qt_judges_it() {
    const QByteArray body = tests::samplePayload();
    for (qsizetype i = 0; i < body.size(); ++i) {
      agreesWithQt(body.left(i));
      for (const char c : {'"', '\\', '{', ']', ',', '0', ' ', '\0', '\x80'}) {
        QByteArray changed = body;
        changed[i] = c;
        agreesWithQt(changed);
      }
    }
  }

  void an_attack_by_many_keys_takes_linear_time_data() {
    QTest::addColumn<QByteArray>("body");
    const auto object = [](QByteArray (*key)(int)) -> QByteArray {
      QByteArray body = "{";
      for (int i = 0; i < 70'000; ++i) body += (i ? ",\"" : "\"") + key(i) + "\":1";
      return body + "}";
    };
    QTest::newRow("distinct") << object([](int i) -> QByteArray { return QByteArray::number(i); });
    QTest::newRow("same ends, same length")
        << object([](int i) -> QByteArray { return "aaaaaaaa" + QByteArray::number(100'000 + i) + "aaaaaaaa"; });
    QTest::newRow("many small objects")
        << "[" + QByteArray(R"({"aaaaaaaa1":1,"aaaaaaaa2":1,"aaaaaaaa3":1},)").repeated(20'000) + "1]";
    QByteArray twenty = "{";
    for (int i = 0; i < 24; ++i)
      twenty += (i ? ",\"" : "\"") + QByteArray(40, 'k') + QByteArray::number(10 + i) + QByteArray(8, 'k') + "\":1";
    QTest::newRow("objects just under the limit for pairs") << "[" + QByteArray(twenty + "},").repeated(700) + "1]";
  }
  void an_attack_by_many_keys_takes_linear_time() {
    QFETCH(QByteArray, body);
    QElapsedTimer timer;
    timer.start();
    const auto told = remark(body.toStdString());
    QCOMPARE(told, std::string("ok"));
    QVERIFY2(timer.elapsed() < 1000, "quadratic would take minutes");
  }

  void a_repeated_key_among_a_hundred_thousand_is_found() {
    std::string body = "{\"needle\":0";
    for (int i = 0; i < 90'000; ++i) body += ",\"" + std::to_string(i) + "\":0";
    QVERIFY(remark(body + ",\"needl\\u0065\":1}").starts_with("duplicate_keys"));
    QCOMPARE(remark(body + "}"), std::string("ok"));
  }

  void a_mebibyte_of_anything_is_judged_quickly() {
    for (const std::string& piece :
         {std::string("["), std::string("\""), std::string("\\"), std::string("1"), std::string("{\"a\":"),
          std::string("\xe2\x82\xac"), std::string(" "), std::string("[],")}) {
      QElapsedTimer timer;
      timer.start();
      (void)remark("[\"" + repeated(piece, static_cast<int>((1 << 20) / piece.size())));
      (void)remark(repeated(piece, static_cast<int>((1 << 20) / piece.size())));
      QVERIFY(timer.elapsed() < 500);
    }
  }

 private:
  // Qt takes some texts that we refuse; whatever we let through Qt must be able to read.
  static void agreesWithQt(const QByteArray& body) {
    const auto facts = checkPayload(Provider::Stripe, body.toStdString());
    QJsonParseError error;
    QJsonDocument::fromJson(body, &error);
    if (facts.payload == Payload::Ok)
      QVERIFY2(error.error == QJsonParseError::NoError || error.error == QJsonParseError::IllegalValue,
               body.constData());
  }
};

QTEST_APPLESS_MAIN(PayloadCheck)
#include "tst_payloadcheck.moc"
