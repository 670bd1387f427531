// Relative times at their borders, in the workspace's zone and not in the machine's.
#include <QTest>

#include "models/idtext.h"
#include "models/timetext.h"

using namespace billing::models;

namespace {

constexpr qint64 minute = 60'000, hour = 60 * minute, day = 24 * hour;
const qint64 noon = 1'772'366'400'000;  // 2026-03-01T12:00:00Z, a Sunday

QTimeZone berlin() {
  return QTimeZone("Europe/Berlin");
}

}  // namespace

class TimeTextTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void relative_times_data() {
    QTest::addColumn<qint64>("distance");
    QTest::addColumn<QString>("text");
    QTest::newRow("same") << qint64{0} << "now";
    QTest::newRow("just under a minute") << -(minute - 1) << "now";
    QTest::newRow("a minute") << -minute << "1 min ago";
    QTest::newRow("just under an hour") << -(hour - 1) << "59 min ago";
    QTest::newRow("an hour") << -hour << "1 h ago";
    QTest::newRow("just under twelve hours") << -(12 * hour - 1) << "11 h ago";
    QTest::newRow("this morning, twelve hours") << -12 * hour << "12 h ago";
    QTest::newRow("yesterday") << -(12 * hour + 1) << "yesterday";
    QTest::newRow("yesterday at midnight") << -36 * hour << "yesterday";
    QTest::newRow("the day before") << -(36 * hour + 1) << "2 days ago";
    QTest::newRow("six days") << -6 * day << "6 days ago";
    QTest::newRow("a week") << -7 * day << "22 Feb";
    QTest::newRow("last year") << -90 * day << "1 Dec 2025";
    QTest::newRow("soon") << minute << "in 1 min";
    QTest::newRow("later today") << 11 * hour << "in 11 h";
    QTest::newRow("tomorrow") << 13 * hour << "tomorrow";
    QTest::newRow("in five days") << 5 * day << "in 5 days";
    QTest::newRow("next year") << 400 * day << "5 Apr 2027";
  }
  void relative_times() {
    QFETCH(qint64, distance);
    QFETCH(QString, text);
    QCOMPARE(relativeTime(noon + distance, noon, QTimeZone::utc(), QLocale::c()), text);
  }

  void a_day_is_the_zones_day() {
    const qint64 lateEvening = noon - 12 * hour - 30 * minute;  // 28 Feb 23:30 UTC, 1 Mar 00:30 in Berlin
    QCOMPARE(dayText(lateEvening, noon, QTimeZone::utc(), QLocale::c()), QStringLiteral("28 Feb"));
    QCOMPARE(dayText(lateEvening, noon, berlin(), QLocale::c()), QStringLiteral("1 Mar"));
    QCOMPARE(relativeTime(lateEvening, noon, QTimeZone::utc(), QLocale::c()), QStringLiteral("yesterday"));
    QCOMPARE(relativeTime(lateEvening, noon, berlin(), QLocale::c()), QStringLiteral("12 h ago"));
  }

  void the_exact_instant_names_its_zone() {
    QCOMPARE(exactTime(noon + 123, QTimeZone::utc()), QStringLiteral("2026-03-01 12:00:00.123 UTC"));
    QCOMPARE(exactTime(noon, berlin()), QStringLiteral("2026-03-01 13:00:00.000 UTC+1 (Europe/Berlin)"));
    QCOMPARE(exactTime(noon, QTimeZone("Asia/Kolkata")),
             QStringLiteral("2026-03-01 17:30:00.000 UTC+5:30 (Asia/Kolkata)"));
    QCOMPARE(exactTime(noon, QTimeZone("America/New_York")),
             QStringLiteral("2026-03-01 07:00:00.000 UTC-5 (America/New_York)"));
    QCOMPARE(isoTime(noon + 7, berlin()), QStringLiteral("2026-03-01T13:00:00.007+01:00"));
    QCOMPARE(isoTime(noon, QTimeZone::utc()), QStringLiteral("2026-03-01T12:00:00.000Z"));
  }

  void durations() {
    QCOMPARE(durationText(0, QLocale::c()), QStringLiteral("0 ms"));
    QCOMPARE(durationText(999, QLocale::c()), QStringLiteral("999 ms"));
    QCOMPARE(durationText(1450, QLocale::c()), QStringLiteral("1.4 s"));
    QCOMPARE(durationText(1450, QLocale(QLocale::German)), QStringLiteral("1,4 s"));
    QCOMPARE(durationText(125'000, QLocale::c()), QStringLiteral("2 min 5 s"));
    QCOMPARE(durationText(3 * hour + 2 * minute, QLocale::c()), QStringLiteral("3 h 2 min"));
  }

  void a_countdown_counts_real_hours_whatever_the_clocks_do() {
    QCOMPARE(countdownText(2 * 24 * hour + 14 * hour + 59 * minute), QStringLiteral("2 days 14 h"));
    QCOMPARE(countdownText(24 * hour), QStringLiteral("1 day"));
    QCOMPARE(countdownText(5 * hour + 12 * minute), QStringLiteral("5 h 12 min"));
    QCOMPARE(countdownText(5 * hour), QStringLiteral("5 h"));
    QCOMPARE(countdownText(12 * minute), QStringLiteral("12 min"));
    QCOMPARE(countdownText(30'000), QStringLiteral("less than a minute"));
    QCOMPARE(countdownText(-1), QStringLiteral("no time"));
    // In the night of 29 March 2026 the clocks of Berlin leap an hour: from noon to noon it is one hour less.
    const QDateTime start(QDate(2026, 3, 28), QTime(12, 0), berlin());
    const QDateTime end(QDate(2026, 3, 30), QTime(12, 0), berlin());
    QCOMPARE(countdownText(end.toMSecsSinceEpoch() - start.toMSecsSinceEpoch()), QStringLiteral("1 day 23 h"));
  }

  void debts_are_counted_in_days_of_the_zone() {
    const qint64 lateEvening = noon - 12 * hour - 30 * minute;  // 28 Feb in UTC, 1 Mar in Berlin
    QCOMPARE(dueText(lateEvening, noon, QTimeZone::utc()), QStringLiteral("overdue by 1 day"));
    QCOMPARE(dueText(lateEvening, noon, berlin()), QStringLiteral("today"));
    QCOMPARE(dueText(noon + 24 * hour, noon, berlin()), QStringLiteral("tomorrow"));
    QCOMPARE(dueText(noon + 3 * 24 * hour, noon, berlin()), QStringLiteral("in 3 days"));
    QCOMPARE(dueText(noon - 6 * 24 * hour, noon, berlin()), QStringLiteral("overdue by 6 days"));
    QCOMPARE(daysOverdue(noon - 6 * 24 * hour, noon, berlin()), 6);
    QCOMPARE(daysOverdue(noon + hour, noon, berlin()), 0);
  }

  void ids_are_shortened_in_the_middle() {
    QCOMPARE(shortId(QStringLiteral("sub_12345")), QStringLiteral("sub_12345"));
    const QString id = QStringLiteral("sub_01HZXCVBNMASDFGHJKLQWX7Q2");
    QCOMPARE(shortId(id).size(), 16);
    QVERIFY(shortId(id).startsWith(QStringLiteral("sub_01HZX")));
    QVERIFY(shortId(id).endsWith(QStringLiteral("…QWX7Q2")));
    QCOMPARE(shortId(id, 1).size(), 8);
  }
};

QTEST_GUILESS_MAIN(TimeTextTest)
#include "tst_timetext.moc"
