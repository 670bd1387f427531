#include <QtTest>
#include <limits>

#include "domain/calculationcases.h"
#include "domain/decimal.h"
#include "domain/money.h"

using namespace billing;

class MoneyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void decimals_follow_the_calculation_cases_data() {
    QTest::addColumn<QString>("currency");
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QString>("decimal");
    const auto cases = test::calculationCases(QStringLiteral("money_format"));
    QCOMPARE(cases.size(), 20);
    for (const auto& example : cases) {
      QTest::newRow(qPrintable(example.id))
          << example.input[u"currency"].toString() << example.input[u"minor"].toInteger()
          << example.expected[u"decimal"].toString();
    }
  }

  void decimals_follow_the_calculation_cases() {
    QFETCH(QString, currency);
    QFETCH(qint64, minor);
    QFETCH(QString, decimal);
    QCOMPARE(QString::fromStdString(toDecimal({minor, *Currency::fromCode(currency.toStdString())})), decimal);
  }

  void decimals_are_read_as_the_calculation_cases_say_data() {
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("expected");
    const auto cases = test::calculationCases(QStringLiteral("money_parse"));
    QCOMPARE(cases.size(), 20);
    for (const auto& example : cases) QTest::newRow(qPrintable(example.id)) << example.input << example.expected;
  }

  void decimals_are_read_as_the_calculation_cases_say() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    const auto currency = Currency::fromCode(input[u"currency"].toString().toStdString());
    const auto money = fromDecimal(*currency, input[u"decimal"].toString().toStdString());
    QCOMPARE(money ? QString() : QString::fromStdString(money.error().code), expected[u"error"].toString());
    if (money) QCOMPARE(money->minor, expected[u"minor"].toInteger());
  }

  void the_ends_of_the_range_are_read() {
    const Currency yen = *Currency::fromCode("JPY");
    QCOMPARE(fromDecimal(yen, "9223372036854775807")->minor, std::numeric_limits<std::int64_t>::max());
    QCOMPARE(fromDecimal(yen, "-9223372036854775808")->minor, std::numeric_limits<std::int64_t>::min());
    QCOMPARE(fromDecimal(yen, "-9223372036854775809").error().code, std::string("out_of_range"));
  }

  void quantities_are_rounded_to_thousandths() {
    QCOMPARE(*milliDecimal("1100"), 1100000);
    QCOMPARE(*milliDecimal("0.0005"), 1);
    QCOMPARE(*milliDecimal("-0.0005"), -1);
    QCOMPARE(*milliDecimal("0.00049999999999999"), 0);
    QCOMPARE(milliDecimal("1e3").error().code, std::string("not_a_number"));
  }

  void the_lowest_amount_has_a_decimal() {
    QCOMPARE(toDecimal({std::numeric_limits<std::int64_t>::min(), *Currency::fromCode("USD")}),
             std::string("-92233720368547758.08"));
  }

  void currency_codes_are_three_letters() {
    QCOMPARE(Currency::fromCode("eur")->code(), std::string_view("EUR"));
    for (const char* wrong : {"", "EU", "EURO", "E1R", "€€€"}) QVERIFY(!Currency::fromCode(wrong));
    QVERIFY(Currency().empty());
    QCOMPARE(Currency::fromCode("CLF")->exponent(), 4);
    QCOMPARE(Currency::fromCode("ZZZ")->exponent(), 2);
  }

  void display_is_exact_beyond_what_a_double_holds() {
    const Money much{9007199254740993, *Currency::fromCode("USD")};
    QCOMPARE(QString::fromStdString(toDisplay(much, "en_US")), QStringLiteral("$90,071,992,547,409.93"));
    QCOMPARE(QString::fromStdString(toDisplay({1234567, *Currency::fromCode("JPY")}, "en_US")),
             QStringLiteral("¥1,234,567"));
    const QString german = QString::fromStdString(toDisplay({-123456, *Currency::fromCode("EUR")}, "de_DE"));
    QVERIFY2(german.contains(QStringLiteral("-1.234,56")) && german.endsWith(QChar(0x20AC)), qPrintable(german));
    QVERIFY(QString::fromStdString(toDisplay({1234, *Currency::fromCode("KWD")}, "en_US"))
                .contains(QStringLiteral("1.234")));
  }

  void a_share_is_rounded_half_away_from_zero() {
    QCOMPARE(*mulDiv(5, 1, 2), 3);
    QCOMPARE(*mulDiv(-5, 1, 2), -3);
    QCOMPARE(*mulDiv(5, -1, 2), -3);
    QCOMPARE(*mulDiv(-5, 1, -2), 3);
    QCOMPARE(*mulDiv(4, 1, 3), 1);
    QCOMPARE(*mulDiv(std::numeric_limits<std::int64_t>::max(), 1000, 1000), std::numeric_limits<std::int64_t>::max());
    QVERIFY(!mulDiv(1, 1, 0));
    QVERIFY(!mulDiv(std::numeric_limits<std::int64_t>::max(), 2, 1));
    QVERIFY(!mulDiv(std::numeric_limits<std::int64_t>::min(), -1, 1));
  }
};

QTEST_APPLESS_MAIN(MoneyTest)
#include "tst_money.moc"
