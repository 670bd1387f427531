// Periods that never drift, the nightly job, grace, and local times where clocks change.
#include <QJsonArray>
#include <QtTest>
#include <limits>

#include "domain/calculationcases.h"
#include "domain/civildate.h"

using namespace billing;

namespace {

Instant at(const char* text) {
  return *fromIso8601(text);
}

void addCases(const char* kind) {
  QTest::addColumn<QJsonObject>("input");
  QTest::addColumn<QJsonObject>("expected");
  const auto cases = test::calculationCases(QString::fromUtf8(kind));
  QCOMPARE(cases.size(), 20);
  for (const auto& example : cases) QTest::newRow(qPrintable(example.id)) << example.input << example.expected;
}

BillingInterval intervalIn(const QJsonObject& input) {
  for (const auto unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year}) {
    if (input[u"interval"].toString() == QString::fromUtf8(toString(unit)))
      return {unit, input[u"interval_count"].toInt()};
  }
  qFatal("no such interval");
}

QString iso(Instant instant) {
  return QString::fromStdString(toIso8601(instant));
}

}  // namespace

class CivilDateTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void periods_follow_the_calculation_cases_data() { addCases("periods"); }
  void periods_follow_the_calculation_cases() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    const CivilDate anchor = *dateFrom(input[u"anchor"].toString().toStdString());
    const auto start = [&](std::int64_t n) {
      return QString::fromStdString(toText(periodStart(anchor, intervalIn(input), n)));
    };
    QJsonArray starts;
    for (int n = 0; n < input[u"n"].toInt(); ++n) starts.append(start(n));
    QCOMPARE(starts, expected[u"starts"].toArray());
    QCOMPARE(start(input[u"n"].toInt()), expected[u"end"].toString());
  }

  void grace_follows_the_calculation_cases_data() { addCases("grace"); }
  void grace_follows_the_calculation_cases() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    const QTime job = QTime::fromString(input[u"job_time_utc"].toString(), QStringLiteral("HH:mm"));
    const Instant end =
        graceEnd(*fromIso8601(input[u"failed_at"].toString().toStdString()), input[u"grace_days"].toInt());
    QCOMPARE(iso(end), expected[u"grace_ends_at"].toString());
    QCOMPARE(iso(nightlyRunAtOrAfter(end, job.hour() * 60 + job.minute())), expected[u"downgraded_at"].toString());
  }

  void zones_follow_the_calculation_cases_data() { addCases("zone"); }
  void zones_follow_the_calculation_cases() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    const std::string zone = input[u"zone"].toString().toStdString();
    if (input.contains(u"local")) {
      QCOMPARE(iso(instantOf(zone, input[u"local"].toString().toStdString()).value()), expected[u"instant"].toString());
      return;
    }
    const Instant instant = *fromIso8601(input[u"instant"].toString().toStdString());
    QString local = QString::fromStdString(localTime(zone, instant).value());
    QCOMPARE(local.remove(local.size() - 3, 1), expected[u"local"].toString());  // the cases write +0200
  }

  void a_yearly_period_from_a_leap_day_comes_back_to_it() {  // MC-114
    const CivilDate leapDay{2028, 2, 29};
    QVERIFY((periodStart(leapDay, {IntervalUnit::Year, 1}, 1) == CivilDate{2029, 2, 28}));
    QVERIFY((periodStart(leapDay, {IntervalUnit::Year, 1}, 4) == CivilDate{2032, 2, 29}));
    QVERIFY((periodStart(leapDay, {IntervalUnit::Year, 1}, -4) == CivilDate{2024, 2, 29}));
  }

  void every_instant_lies_in_exactly_one_period() {
    const Instant anchor = at("2026-01-31T10:30:00Z");
    for (const BillingInterval interval :
         {BillingInterval{IntervalUnit::Month, 1}, BillingInterval{IntervalUnit::Month, 5},
          BillingInterval{IntervalUnit::Week, 3}, BillingInterval{IntervalUnit::Year, 2}}) {
      for (std::int64_t hours = -60'000; hours < 60'000; hours += 601) {
        const Instant instant{anchor.ms + hours * 3'600'000};
        const Period period = periodAt(anchor, interval, instant);
        QVERIFY(period.start <= instant && instant < period.end);
        QVERIFY(periodAt(anchor, interval, period.start) == period);
        QVERIFY(periodAt(anchor, interval, period.end).start == period.end);
      }
    }
  }

  void a_calendar_month_is_that_of_utc() {  // MC-085
    const Period month = monthOf(at("2026-03-01T00:30:00+02:00"));
    QCOMPARE(iso(month.start), QStringLiteral("2026-02-01T00:00:00Z"));
    QCOMPARE(iso(month.end), QStringLiteral("2026-03-01T00:00:00Z"));
    QCOMPARE(iso(monthOf(at("1969-12-31T23:59:59Z")).start), QStringLiteral("1969-12-01T00:00:00Z"));
  }

  void dates_are_read_strictly() {
    QVERIFY((*dateFrom("2028-02-29") == CivilDate{2028, 2, 29}));
    for (const char* wrong : {"", "2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-01", "2026-01-32",
                              "2026-01-01T00:00:00Z", "-026-01-01"}) {
      QVERIFY2(!dateFrom(wrong), wrong);
    }
  }

  void nothing_overflows_at_the_ends_of_time() {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    QVERIFY(periodStart(Instant{0}, {IntervalUnit::Year, 1'000'000}, most) <= Instant{most});
    QVERIFY(periodStart(Instant{0}, {IntervalUnit::Day, 7}, -most) < Instant{0});
    QVERIFY(graceEnd(Instant{most - 5}, 7) == Instant{most});
    QVERIFY(nightlyRunAtOrAfter(Instant{most}, 120) == Instant{most});
    const Instant last = utcMidnight({std::numeric_limits<int>::max(), 1, 1});
    QVERIFY(last > utcMidnight({9999, 1, 1}) && utcDateOf(last).year > 200'000'000);
  }

  void a_local_day_lasts_23_24_or_25_hours() {  // MC-117
    const auto midnight = [](const char* local) { return instantOf("Europe/Berlin", local)->seconds(); };
    QCOMPARE(midnight("2026-03-30T00:00:00") - midnight("2026-03-29T00:00:00"), 82'800);
    QCOMPARE(midnight("2026-10-26T00:00:00") - midnight("2026-10-25T00:00:00"), 90'000);
    QCOMPARE(midnight("2026-06-02T00:00:00") - midnight("2026-06-01T00:00:00"), 86'400);
  }

  void the_nightly_job_moves_in_local_time() {  // MC-118
    QCOMPARE(*localTime("Europe/Berlin", at("2026-03-28T02:00:00Z")), std::string("2026-03-28T03:00:00+01:00"));
    QCOMPARE(*localTime("Europe/Berlin", at("2026-03-30T02:00:00Z")), std::string("2026-03-30T04:00:00+02:00"));
  }

  void a_time_that_comes_twice_or_never_is_one_instant() {  // MC-120
    QCOMPARE(iso(*instantOf("Europe/Berlin", "2026-10-25T02:30:00")), QStringLiteral("2026-10-25T00:30:00Z"));
    QCOMPARE(iso(*instantOf("America/New_York", "2026-03-08T02:30:00")), QStringLiteral("2026-03-08T07:30:00Z"));
    QCOMPARE(iso(*instantOf("Pacific/Apia", "2011-12-30T12:00:00")), QStringLiteral("2011-12-30T22:00:00Z"));
  }

  void a_zone_that_nobody_knows_is_refused() {
    for (const char* zone : {"", "Europe/Atlantis", "Etc/Unknown", "GMT+3", "UTC+02:00", "europe berlin"}) {
      QCOMPARE(localTime(zone, {}).error().code, std::string("unknown_zone"));
      QCOMPARE(instantOf(zone, "2026-01-01T00:00:00").error().code, std::string("unknown_zone"));
    }
    QVERIFY(localTime("UTC", {}) && localTime("Etc/UTC", {}));
    for (const char* local : {"", "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+02:00", "yesterday"}) {
      QCOMPARE(instantOf("Europe/Berlin", local).error().code, std::string("bad_local_time"));
    }
  }
};

QTEST_APPLESS_MAIN(CivilDateTest)
#include "tst_civildate.moc"
