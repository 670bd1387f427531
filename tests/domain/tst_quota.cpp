// How full a quota is and what becomes of the next unit: the worked examples, and the ends of the range.
#include <QtTest>
#include <limits>

#include "domain/billingrules.h"
#include "domain/calculationcases.h"
#include "domain/quota.h"

using namespace billing;

namespace {
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

QString stateOf(std::int64_t used, std::optional<std::int64_t> limit, int warn, int buffer = 0) {
  return QString::fromUtf8(toString(judgeQuota(used, limit, warn, buffer).state));
}
}  // namespace

class QuotaTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void quotas_follow_the_calculation_cases_data() {
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("expected");
    const auto cases = test::calculationCases(QStringLiteral("quota"));
    QCOMPARE(cases.size(), 20);
    for (const auto& example : cases) QTest::newRow(qPrintable(example.id)) << example.input << example.expected;
  }

  void quotas_follow_the_calculation_cases() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    std::optional<std::int64_t> limit;
    if (!input[u"limit"].isNull()) limit = input[u"limit"].toInteger();
    const auto verdict =
        judgeQuota(input[u"used"].toInteger(), limit, input[u"warn_percent"].toInt(), input[u"buffer_percent"].toInt());
    QCOMPARE(QString::fromUtf8(toString(verdict.state)), expected[u"state"].toString());
    QCOMPARE(verdict.percentHundredths.has_value(), !expected[u"percent"].isNull());
    if (!verdict.percentHundredths) return;
    const auto percent = QStringLiteral("%1.%2")
                             .arg(*verdict.percentHundredths / 100)
                             .arg(*verdict.percentHundredths % 100, 2, 10, QLatin1Char('0'));
    QCOMPARE(percent, expected[u"percent"].toString());
  }

  void the_warning_begins_at_the_eightieth_percent() {  // MC-079, MC-080
    QCOMPARE(stateOf(399, 500, 80), QStringLiteral("ok"));
    QCOMPARE(stateOf(400, 500, 80), QStringLiteral("warn"));
    QCOMPARE(stateOf(500, 500, 80), QStringLiteral("blocked"));
  }

  void a_soft_limit_ends_with_its_buffer() {  // MC-082
    QCOMPARE(stateOf(250, 250, 80, 10), QStringLiteral("soft"));
    QCOMPARE(stateOf(274, 250, 80, 10), QStringLiteral("soft"));
    QCOMPARE(stateOf(275, 250, 80, 10), QStringLiteral("blocked"));
    QCOMPARE(*judgeQuota(0, 15, 80, 10).blockedAt, 16);  // 16.5 units, rounded down
  }

  void a_limit_of_nothing_blocks_the_first_unit() {
    QCOMPARE(stateOf(0, 0, 80, 50), QStringLiteral("blocked"));
    QCOMPARE(*judgeQuota(0, 0, 80, 50).blockedAt, 0);
    QCOMPARE(stateOf(0, -5, 80), QStringLiteral("blocked"));
  }

  void nothing_overflows_at_the_ends_of_the_range() {
    QCOMPARE(stateOf(most, most, 80), QStringLiteral("blocked"));
    QCOMPARE(stateOf(most - 1, most, 80, 100), QStringLiteral("warn"));
    QCOMPARE(*judgeQuota(0, most, 80, 100).blockedAt, most);
    QCOMPARE(*judgeQuota(most, 1, 80, 0).percentHundredths, most);
  }

  void credits_are_read_and_written_in_tenths() {  // MC-071
    QCOMPARE(creditsText(25), std::string("2.5"));
    QCOMPARE(creditsText(5000), std::string("500"));
    QCOMPARE(creditsText(-3), std::string("-0.3"));
    QCOMPARE(creditsText(std::numeric_limits<Tenths>::min()), std::string("-922337203685477580.8"));
    QCOMPARE(*creditsFrom("2.5"), 25);
    QCOMPARE(*creditsFrom("15"), 150);
    for (const char* wrong : {"", "2.55", "ten", "1e3", "922337203685477581"}) QVERIFY(!creditsFrom(wrong));
  }
};

QTEST_APPLESS_MAIN(QuotaTest)
#include "tst_quota.moc"
