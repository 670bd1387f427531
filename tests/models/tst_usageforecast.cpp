// Where a quota will stand at its period's end: straight on from here, exact, silent where nothing can be said.
#include <QTest>
#include <limits>

#include "models/usageforecast.h"

using namespace billing::models;

class UsageForecastTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void use_goes_on_as_before() {
    QCOMPARE(forecastMilli(500'000, 0, 1000, 250).value_or(-1), 2'000'000);
    QCOMPARE(forecastMilli(0, 0, 1000, 250).value_or(-1), 0);
    QCOMPARE(forecastMilli(7, 100, 1000, 999).value_or(-1), 7);
  }
  void whole_units_stay_whole() {
    QCOMPARE(forecastMilli(1'000, 0, 1000, 300).value_or(-1), 3'000);
    QCOMPARE(forecastMilli(1'500, 0, 1000, 300).value_or(-1), 5'000);
    QCOMPARE(forecastMilli(1'501, 0, 1000, 300).value_or(-1), 5'003);
  }
  void nothing_is_said_too_early_or_outside_the_period() {
    for (const qint64 now : {-1, 0, 49, 1000, 2000}) QVERIFY(!forecastMilli(5, 0, 1000, now));
    QVERIFY(forecastMilli(5, 0, 1000, 50));
    QVERIFY(!forecastMilli(5, 1000, 1000, 1000));
    QVERIFY(!forecastMilli(std::numeric_limits<qint64>::max(), 0, 1000, 500));
  }
  void a_share_is_cut_not_rounded() {
    QCOMPARE(shareThousandths(999'999, 1'000'000).value_or(-1), 999);
    QCOMPARE(shareThousandths(1'340'000, 1'000'000).value_or(-1), 1340);
    QVERIFY(!shareThousandths(5, 0));
    QVERIFY(!shareThousandths(5, -1));
    const qint64 most = std::numeric_limits<qint64>::max();
    QCOMPARE(shareThousandths(most, most).value_or(-1), 1000);
  }
};

QTEST_GUILESS_MAIN(UsageForecastTest)
#include "tst_usageforecast.moc"
