// What clients send is read strictly: wrong types are refused by name, hostile JSON and forms never get further.
#include <QTest>

#include "localapi/formvalues.h"
#include "localapi/jsonbody.h"
#include "localapi/routes.h"

using namespace billing;
using namespace billing::localapi;

namespace {

std::string codeOf(const std::string& body) {
  const auto read = JsonBody::parse(body);
  return read ? "ok" : read.error().code;
}

JsonBody bodyOf(const std::string& text) {
  return JsonBody::parse(text).value_or(JsonBody());
}

}  // namespace

class TestRequestReading : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void hostile_json_is_refused_before_it_is_parsed() {
    QCOMPARE(codeOf(""), std::string("empty"));
    QCOMPARE(codeOf("{"), std::string("not_json"));
    QCOMPARE(codeOf("[1]"), std::string("not_an_object"));
    QCOMPARE(codeOf("\"text\""), std::string("not_an_object"));
    QCOMPARE(codeOf("{\"a\":1,\"a\":2}"), std::string("duplicate_keys"));
    QCOMPARE(codeOf(std::string(60'000, '[')), std::string("too_deep"));
    QCOMPARE(codeOf("{\"a\":\"\xff\"}"), std::string("not_utf8"));
    QCOMPARE(codeOf("{\"a\":1}"), std::string("ok"));
  }

  void numbers_are_whole_and_fit_64_bits_data() {
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<bool>("good");
    for (const char* good : {"0", "-3", "9223372036854775807", "1e3", "2.0"})
      QTest::newRow(good) << QByteArray(good) << true;
    for (const char* bad : {"2.5", "99999999999999999999", "1e400", "-1e30", "\"3\"", "true", "[1]", "{}"})
      QTest::newRow(bad) << QByteArray(bad) << false;
  }
  void numbers_are_whole_and_fit_64_bits() {
    QFETCH(QByteArray, number);
    QFETCH(bool, good);
    const auto body = JsonBody::parse("{\"units\":" + number.toStdString() + "}");
    const auto units = body ? body->integer("units") : Result<std::optional<std::int64_t>>(failure(body.error()));
    QCOMPARE(units.has_value(), good);
    if (body && !good) QVERIFY(units.error().message.find("units") != std::string::npos);
  }

  void a_field_of_the_wrong_type_is_named() {
    const JsonBody body = bodyOf("{\"a\":1,\"b\":\"x\",\"c\":null,\"long\":\"" + std::string(1001, 'x') + "\"}");
    QCOMPARE(body.text("a").error().code, std::string("bad_field"));
    QVERIFY(body.text("a").error().message.find("“a”") != std::string::npos);
    QVERIFY(!body.flag("b"));
    QVERIFY(!body.text("long"));
    QVERIFY(body.text("c") && !*body.text("c"));
    QVERIFY(body.text("none") && !*body.text("none"));
    QCOMPARE(body.anyText({"none", "b"}).value().value(), std::string("x"));
  }

  void control_characters_in_texts_are_refused() {
    QVERIFY(!bodyOf("{\"a\":\"x\\r\\ny\"}").text("a"));
    QVERIFY(!bodyOf("{\"m\":{\"k\":\"x\\u0000\"}}").texts("m"));
    QVERIFY(!bodyOf(R"({"m":{"k":1}})").texts("m"));
    QVERIFY(!bodyOf(R"({"m":[]})").texts("m"));
  }

  void parameters_are_decoded_once_and_strictly() {
    const auto good = FormValues::ofTarget("/api/usage?account=a%2Bb+c&&x=&email=%C3%A9");
    QVERIFY(good.has_value());
    QCOMPARE(good->text("account"), std::string("a+b c"));
    QCOMPARE(good->text("email"), std::string("é"));
    QVERIFY(good->has("x"));
    QVERIFY(!good->has("y"));
    for (const char* bad : {"a=%", "a=%2", "a=%zz", "a=%00", "a=%ff", "a=%0d%0a"})
      QCOMPARE(FormValues::parse(bad).error().code, std::string("bad_encoding"));
    QCOMPARE(FormValues::parse("a=1&a=2").error().code, std::string("repeated_parameter"));
    std::string many;
    for (int i = 0; i < 101; ++i) many += "p" + std::to_string(i) + "=1&";
    QVERIFY(!FormValues::parse(many));
  }

  void paths_match_whole_and_methods_are_told() {
    QVERIFY(matchRoute("POST", "/api/usage").route != nullptr);
    QCOMPARE(matchRoute("DELETE", "/api/usage").allowed, std::string("GET, POST"));
    QVERIFY(matchRoute("DELETE", "/api/usage").route == nullptr);
    for (const char* path : {"/api/usage/", "/api//usage", "/API/usage", "/checkout/", "/checkout/a/b", "/metricsx"})
      QVERIFY2(matchRoute("GET", path).allowed.empty(), path);
    QCOMPARE(matchRoute("GET", "/checkout/cks_1").tail, std::string("cks_1"));
  }

  void every_api_route_needs_the_token_but_the_health_probe() {
    for (const ApiRoute& route : apiRoutes()) {
      const bool open = !route.path.starts_with("/api/") || route.path == "/api/consolidated";
      QVERIFY2((route.access == Access::Open) == open, route.path.data());
      QVERIFY(route.handle != nullptr);
    }
  }
};

QTEST_GUILESS_MAIN(TestRequestReading)
#include "tst_requestreading.moc"
