// `billingctl check-calculations`: every worked case of the 15 kinds comes out as expected, and what does not is told.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "support/billingctl.h"

namespace {

struct Ran {
  int code = -1;
  QByteArray out, err;
};

Ran check(const QStringList& arguments, const QByteArray& input = {}) {
  QProcess process;
  process.start(billing::test::billingctl(), QStringList{QStringLiteral("check-calculations")} + arguments);
  process.write(input);
  process.closeWriteChannel();
  if (!process.waitForFinished(30'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Ran checkText(const QByteArray& text, const QStringList& more = {}) {
  return check(QStringList{QStringLiteral("-")} + more, text);
}

QByteArray fileOf(const QByteArray& cases) {
  return R"({"format": 2, "cases": [)" + cases + "]}";
}

const QString kShipped = QStringLiteral(BILLING_SOURCE_DIR "/resources/calculations/calculation-cases.json");

}  // namespace

class TestCheckCalculations : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_worked_case_comes_out_as_expected() {
    const auto ran = check({kShipped});
    QCOMPARE(ran.out, QByteArray("300 of 300 as expected\n"));
    QCOMPARE(ran.code, 0);
  }

  void a_case_that_comes_out_otherwise_is_told_with_both_answers() {
    const auto ran = checkText(fileOf(
        R"({"id": "a", "kind": "quota", "input": {"used": 8, "limit": 10, "warn_percent": 80, "buffer_percent": 0},
            "expected": {"percent": "80.00", "state": "ok"}},
           {"id": "b", "kind": "money_parse", "input": {"currency": "USD", "decimal": "1.234"},
            "expected": {"error": "too_many_decimals"}})"));
    QCOMPARE(ran.out, QByteArray("a: expected {\"percent\":\"80.00\",\"state\":\"ok\"}, found "
                                 "{\"percent\":\"80.00\",\"state\":\"warn\"}\n1 of 2 as expected\n"));
    QCOMPARE(ran.code, 1);
  }

  void a_kind_that_nobody_knows_is_not_as_expected() {
    const auto ran = checkText(fileOf(R"({"id": "x", "kind": "horoscope", "input": {}, "expected": {}})"));
    QVERIFY(ran.out.contains("x: expected {}, found {\"error\":\"unknown_kind\"}"));
    QVERIFY(ran.out.endsWith("0 of 1 as expected\n"));
    QCOMPARE(ran.code, 1);
  }

  void an_input_without_a_field_it_needs_is_named() {
    const auto ran = checkText(
        fileOf(R"({"id": "x", "kind": "money_format", "input": {"currency": "USD", "minor": 1.5}, "expected": {}})"));
    QVERIFY2(ran.out.contains(R"({"error":"bad_input","field":"minor"})"), ran.out.constData());
  }

  void whole_numbers_are_exact_to_the_last_of_64_bits() {
    const auto ran = checkText(fileOf(
        R"({"id": "x", "kind": "money_format", "input": {"currency": "USD", "minor": -9223372036854775808},
            "expected": {"decimal": "-92233720368547758.08"}},
           {"id": "y", "kind": "money_parse", "input": {"currency": "USD", "decimal": "90071992547409.93"},
            "expected": {"minor": 9007199254740993}})"));
    QCOMPARE(ran.out, QByteArray("2 of 2 as expected\n"));
  }

  void answers_are_one_json_document_on_demand() {
    const auto ran = checkText(fileOf(R"({"id": "x", "kind": "horoscope", "input": {}, "expected": {"luck": 1}})"),
                               {QStringLiteral("--json")});
    const auto told = QJsonDocument::fromJson(ran.out).object();
    QCOMPARE(told[u"cases"].toInt(), 1);
    QCOMPARE(told[u"asExpected"].toInt(), 0);
    QCOMPARE(told[u"unexpected"][0][u"expected"][u"luck"].toInt(), 1);
    QCOMPARE(ran.code, 1);
  }

  void a_file_that_cannot_be_read_is_refused() {
    for (const char* wrong : {"", "[]", "{", R"({"format": 1, "cases": []})", R"({"format": 2})",
                              R"({"format": 2, "cases": [{"id": "x", "kind": "quota"}]})"}) {
      const auto ran = checkText(wrong);
      QVERIFY2(ran.code == 3 && ran.out.isEmpty() && ran.err.contains("check-calculations"), wrong);
    }
    QCOMPARE(check({QStringLiteral("/nowhere/cases.json")}).code, 3);
    QCOMPARE(check({}).code, 2);
  }
};

QTEST_GUILESS_MAIN(TestCheckCalculations)
#include "tst_checkcalculations.moc"
