#include <QtTest>

#include "providers/jsonreader.h"

using namespace billing;
using namespace billing::providers;

class JsonReaderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void whole_numbers_are_exact_or_refused_data() {
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<bool>("readable");
    QTest::addColumn<qint64>("value");
    QTest::newRow("beyond a double's digits") << QByteArray("9007199254740993") << true << qint64{9007199254740993};
    QTest::newRow("largest") << QByteArray("9223372036854775807") << true << std::numeric_limits<qint64>::max();
    QTest::newRow("lowest") << QByteArray("-9223372036854775808") << true << std::numeric_limits<qint64>::min();
    QTest::newRow("one too many") << QByteArray("9223372036854775808") << false << qint64{0};
    QTest::newRow("30 digits") << QByteArray("123456789012345678901234567890") << false << qint64{0};
    QTest::newRow("huge exponent") << QByteArray("1e999999") << false << qint64{0};
    QTest::newRow("exponent") << QByteArray("1e3") << false << qint64{0};
    QTest::newRow("fraction") << QByteArray("12.0") << false << qint64{0};
    QTest::newRow("fraction that a double would swallow") << QByteArray("4503599627370497.4") << false << qint64{0};
    QTest::newRow("text") << QByteArray("\"12\"") << false << qint64{0};
  }

  void whole_numbers_are_exact_or_refused() {
    QFETCH(QByteArray, number);
    QFETCH(bool, readable);
    QFETCH(qint64, value);
    const QByteArray body = "{\"amount\":" + number + "}";
    JsonProblem problem;
    const auto root = parseObject(body.toStdString(), problem);
    const auto amount = root ? root->integer("amount") : std::nullopt;
    QCOMPARE(root.has_value() && !problem.error(), readable);
    QCOMPARE(amount.has_value(), readable);
    if (readable) QCOMPARE(qint64{*amount}, value);
  }

  void an_unreadable_number_has_its_own_words() {
    JsonProblem problem;
    const auto root = parseObject(R"({"amount":1e999999})", problem);
    QCOMPARE(root.error().code, std::string("number_out_of_range"));
    QCOMPARE(parseObject("[1]", problem).error().code, std::string("not_an_object"));
    QCOMPARE(parseObject("{", problem).error().code, std::string("not_json"));
  }

  void the_first_problem_names_the_path_and_the_value() {
    JsonProblem problem;
    const auto root = parseObject(R"({"data":{"items":[{"price":{"amount":12.5}}],"name":[]}})", problem);
    const auto items = root->object("data").objects("items");
    QVERIFY(!items.front().object("price").integer("amount"));
    QCOMPARE(root->object("data").text("name"), std::string());
    QCOMPARE(problem.error()->reason,
             std::string("data.items[0].price.amount is 12.5, expected a whole number of at most 64 bits"));
  }

  void what_is_missing_is_not_a_problem_unless_it_is_required() {
    JsonProblem problem;
    const auto root = parseObject(R"({"here":null,"customer":"cus_1","expanded":{"id":"cus_2"}})", problem);
    QVERIFY(!root->has("here") && !root->integer("there") && root->text("here").empty());
    QVERIFY(!root->object("there").object("deeper").exists());
    QCOMPARE(root->nullableText("here"), std::optional<std::string>(std::string()));
    QVERIFY(!root->nullableText("there"));
    QCOMPARE(root->id("customer"), std::string("cus_1"));
    QCOMPARE(root->id("expanded"), std::string("cus_2"));
    QVERIFY(!root->object("customer").exists());
    QVERIFY(!problem.error());
    QVERIFY(root->required("there").empty());
    QCOMPARE(problem.error()->reason, std::string("there is missing"));
  }

  void decimals_come_as_text_or_number() {
    JsonProblem problem;
    const auto root = parseObject(R"({"text":"12.5","number":12.5,"whole":15,"odd":"1,5"})", problem);
    QCOMPARE(*root->milli("text"), 12500);
    QCOMPARE(*root->milli("number"), 12500);
    QCOMPARE(*root->milli("whole"), 15000);
    QVERIFY(!problem.error());
    QVERIFY(!root->milli("odd"));
    QVERIFY(problem.error());
  }

  void instants_out_of_reason_are_refused() {
    for (const char* body : {R"({"at":-1})", R"({"at":253402300800})", R"({"at":9223372036854775807})"}) {
      JsonProblem problem;
      const auto root = parseObject(body, problem);
      QVERIFY(!root->seconds("at"));
      QVERIFY(problem.error());
    }
  }
};

QTEST_APPLESS_MAIN(JsonReaderTest)
#include "tst_jsonreader.moc"
