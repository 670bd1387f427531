// The demo's year: the same for the same seed, believable, and sent through a real listener.
#include <QtTest>

#include "metrics/zonemonths.h"
#include "operations/filldemo.h"
#include "store/read/mrrhistory.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

DemoRequest smallWorld(std::uint64_t seed = 7) {
  DemoRequest request;
  request.seed = seed;
  request.customers = 22;
  request.months = 3;
  request.now = *fromIso8601("2026-03-20T12:00:00Z");
  return request;
}

std::string asText(const std::vector<DemoDelivery>& year) {
  std::string text;
  for (const DemoDelivery& delivery : year) {
    text +=
        toIso8601(delivery.deliverAt) + ' ' + delivery.type + ' ' + std::to_string(static_cast<int>(delivery.mishap));
    for (const auto& [name, value] : delivery.values) text += ' ' + name + '=' + value;
    text += '\n';
  }
  return text;
}

// Everything but row ids, ports and the milliseconds of arrival.
QVariantList content(store::Database& database) {
  const QStringList questions{
      QStringLiteral("SELECT json_array(provider, event_id, type, subject, occurred_at, verdict, payload, state, "
                     "origin, attempts, body_changed, "
                     "http_status, error, effect_summary) FROM webhook_events ORDER BY provider, event_id, verdict, "
                     "received_at / 1000"),
      QStringLiteral("SELECT json_array(e.event_id, a.number, a.verdict, a.secret_label, hex(a.body_sha256), "
                     "a.headers) FROM webhook_attempts a "
                     "JOIN webhook_events e ON e.id = a.event_row ORDER BY e.provider, e.event_id, a.number, "
                     "a.body_sha256, a.headers"),
      QStringLiteral("SELECT json_array(e.event_id, f.entity, f.external_id, f.outcome, f.fields_before, "
                     "f.fields_after) FROM webhook_effects f "
                     "JOIN webhook_events e ON e.id = f.event_row ORDER BY e.event_id, f.entity, f.external_id"),
      QStringLiteral("SELECT json_array(external_id, name, email, created_at, object_event, field_versions) FROM "
                     "customers ORDER BY external_id"),
      QStringLiteral("SELECT json_array(external_id, status, mrr_minor, period_end, object_event, field_versions) FROM "
                     "subscriptions ORDER BY external_id"),
      QStringLiteral("SELECT json_array(external_id, status, amount_minor, method, object_event, field_versions) FROM "
                     "payments ORDER BY external_id"),
      QStringLiteral("SELECT json_array(external_id, status, number, remaining_minor, object_event) FROM invoices "
                     "ORDER BY external_id"),
      QStringLiteral("SELECT json_array(external_id, customer_external_id, name, granted_milli, remaining_milli) FROM "
                     "usage_balances ORDER BY 1"),
      QStringLiteral("SELECT json_array(price_id, name, amount_minor, object_event) FROM prices ORDER BY price_id")};
  QVariantList all;
  for (const QString& question : questions) all += column(database, question);
  return all;
}

QString sqlOf(const char* file) {
  QFile text(QStringLiteral(BILLING_SOURCE_DIR "/tests/") + QLatin1String(file));
  return text.open(QIODevice::ReadOnly) ? QString::fromUtf8(text.readAll()) : QString();
}

template <class T>
T asked(store::Database& database, std::function<Result<T>(QSqlDatabase&)> question) {
  auto answer = database.read<T>(std::move(question)).result();
  if (!answer) qWarning("%s", describe(answer.error()).c_str());
  return answer.value_or(T{});
}

// By currency, what is not nothing.
QMap<QString, qint64> standingByEvents(store::Database& database, Instant at) {
  return asked<QMap<QString, qint64>>(database, [at](QSqlDatabase& connection) {
    QMap<QString, qint64> sums;
    return store::forEachRow(connection, sqlOf("support/revenuefromevents.sql"), {qlonglong(at.ms)},
                             [&](QSqlQuery& row) {
                               if (row.value(1).toLongLong() != 0)
                                 sums[row.value(0).toString()] = row.value(1).toLongLong();
                             })
        .map([&] { return sums; });
  });
}

QMap<QString, qint64> movedByWindows(store::Database& database) {
  return asked<QMap<QString, qint64>>(database, [](QSqlDatabase& connection) {
    QMap<QString, qint64> sums;
    return store::forEachRow(connection, sqlOf("benchmarks/finance/movements.sql"), {},
                             [&](QSqlQuery& row) {
                               const Instant day{row.value(1).toLongLong()};
                               sums[row.value(0).toString() + row.value(2).toString() +
                                    QString::fromStdString(toIso8601(day)).first(7)] += row.value(3).toLongLong();
                             })
        .map([&] { return sums; });
  });
}

}  // namespace

class FillDemoTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_year_is_the_same_for_the_same_seed() {
    const std::string year = asText(demoYear(smallWorld()));
    QVERIFY(year == asText(demoYear(smallWorld())));
    QVERIFY(year != asText(demoYear(smallWorld(8))));
  }

  void the_year_is_told_in_order_and_ends_in_time() {
    DemoRequest request = smallWorld();
    request.customers = 300;
    request.months = 12;
    const auto year = demoYear(request);
    QVERIFY(year.size() > 4000);
    QVERIFY(std::ranges::is_sorted(year, {}, &DemoDelivery::deliverAt));
    QVERIFY(year.back().deliverAt <= request.now);
    QVERIFY(year.front().occurredAt.ms < request.now.ms - std::int64_t{330} * 86'400'000);
    QVERIFY(std::ranges::all_of(
        year, [](const DemoDelivery& delivery) { return delivery.deliverAt >= delivery.occurredAt; }));
    for (int mishap = 1; mishap <= static_cast<int>(Mishap::OddAmount); ++mishap) {
      QVERIFY2(std::ranges::count(year, static_cast<Mishap>(mishap), &DemoDelivery::mishap) > 0,
               qPrintable(QString::number(mishap)));
    }
  }

  void the_listener_receives_the_same_world_twice() {
    QVariantList first;
    for (int round = 0; round < 2; ++round) {
      TestDatabase db;
      int last = 0;
      const auto report = fillDemo(*db, smallWorld(), [&](int done, int total) {
        QVERIFY(done > last && done <= total);
        last = done;
      });
      VERIFY_RESULT(report);
      QCOMPARE(last, report->events);
      QVERIFY(report->requests > report->events && report->refused > 0);
      QCOMPARE(
          single(*db, QStringLiteral("SELECT count(*) FROM webhook_events WHERE state = 'pending' OR origin <> 'demo'"))
              .toInt(),
          0);
      QVERIFY(single(*db, QStringLiteral("SELECT count(*) FROM webhook_events WHERE state = 'applied'")).toInt() > 100);
      for (const char* state : {"rejected", "unhandled", "dead"}) {
        QVERIFY2(
            single(*db, QStringLiteral("SELECT count(*) FROM webhook_events WHERE state = ?"), {QLatin1String(state)})
                    .toInt() > 0,
            state);
      }
      QCOMPARE(single(*db, QStringLiteral("SELECT count(*) FROM customers WHERE email NOT LIKE '%.example'")).toInt(),
               0);
      // Arrival is close to the event but for what was late.
      QVERIFY(
          single(*db, QStringLiteral("SELECT count(*) FROM webhook_events WHERE received_at < occurred_at")).toInt() ==
          0);
      const QVariantList now = content(*db);
      if (round == 0) first = now;
      QCOMPARE(now.size(), first.size());
      for (qsizetype i = 0; i < now.size(); ++i) QCOMPARE(now[i].toString(), first[i].toString());
    }
  }

  // Two computations that share no line with ours: window functions over the changes, and JSON straight from the
  // bodies.
  void the_revenue_of_the_year_is_what_plain_sql_says() {
    TestDatabase db;
    DemoRequest request = smallWorld();
    request.customers = 40;
    request.months = 12;
    VERIFY_RESULT(fillDemo(*db, request));
    const auto months = asked<QVector<store::MrrMonth>>(
        *db, [&](QSqlDatabase& connection) { return store::readMrrMonths(connection, 202501, 202603, request.now); });
    QMap<QString, qint64> moved, standing;
    int checked = 0;
    for (const store::MrrMonth& month : months) {
      const QString name =
          QStringLiteral("%1-%2").arg(month.month / 100).arg(month.month % 100, 2, 10, QLatin1Char('0'));
      for (std::size_t kind = 0; kind < kMovementKinds.size(); ++kind)
        if (month.parts.at(kind) != 0)
          moved[month.currency + QLatin1String(kMovementKinds.at(kind).data()) + name] = month.parts.at(kind);
      const Instant end = std::min(ZoneMonths::of("UTC")->endOf(month.month), Instant{request.now.ms + 1});
      const auto told = standingByEvents(*db, end);
      QVERIFY2(told.value(month.currency) == month.endParts,
               qPrintable(QStringLiteral("%1 %2: %3 by the events, %4 stored")
                              .arg(name, month.currency)
                              .arg(told.value(month.currency))
                              .arg(month.endParts)));
      checked += month.endParts != 0 ? 1 : 0;
    }
    QVERIFY2(checked >= 12, qPrintable(QString::number(checked)));
    const auto windows = movedByWindows(*db);
    QStringList differing;
    for (auto one = windows.begin(); one != windows.end(); ++one)
      if (moved.value(one.key()) != *one && one.key().right(7) < QStringLiteral("2026-03")) differing << one.key();
    QCOMPARE(differing, QStringList());
    QVERIFY2(moved.size() > 15, qPrintable(QString::number(moved.size())));
  }

  void finance_finds_its_story_whatever_the_seed_data() {
    QTest::addColumn<int>("seed");
    QTest::addColumn<QString>("now");
    QTest::newRow("in April") << 1 << QStringLiteral("2026-04-20T12:00:00Z");
    QTest::newRow("another seed, at a month's end") << 77 << QStringLiteral("2026-05-31T23:10:00Z");
  }
  void finance_finds_its_story_whatever_the_seed() {
    QFETCH(int, seed);
    QFETCH(QString, now);
    DemoRequest request = smallWorld(static_cast<std::uint64_t>(seed));
    request.customers = 6;
    request.now = *fromIso8601(now.toStdString());
    TestDatabase db;
    VERIFY_RESULT(fillDemo(*db, request));
    const auto counted = [&](const QString& from, const QVariantList& values = {}) {
      return single(*db, QStringLiteral("SELECT COUNT(*) FROM ") + from, values).toInt();
    };
    const auto days = [&](int ago) { return qlonglong(request.now.ms - ago * std::int64_t{86'400'000}); };
    const QString owed = QStringLiteral("invoices WHERE status IN ('open', 'overdue') AND remaining_minor > 0 AND ");
    const QString due = owed + QStringLiteral("due_at > ? AND due_at <= ?");
    QVERIFY(counted(due, {days(30), days(0)}) >= 2);
    QVERIFY(counted(due, {days(60), days(30)}) >= 2);
    QVERIFY(counted(due, {days(90), days(60)}) >= 2);
    QVERIFY(counted(due, {days(400), days(90)}) >= 1);
    // Whoever owes most in dollars owes it for longest.
    const QString most = QStringLiteral(
        "SELECT c.name FROM invoices i JOIN customers c ON c.external_id = i.customer_external_id WHERE "
        "i.remaining_minor > 0 AND i.due_at IS NOT NULL AND i.currency = 'USD' GROUP BY c.name ORDER BY %1 LIMIT 1");
    for (const char* order : {"SUM(i.remaining_minor) DESC", "MIN(i.due_at)"})
      QCOMPARE(single(*db, most.arg(QLatin1String(order))).toString(), QStringLiteral("Halcyon Freight"));
    QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(DISTINCT currency) FROM subscriptions")).toInt(), 4);
    const qlonglong march = fromIso8601("2026-03-01T00:00:00Z")->ms, april = fromIso8601("2026-04-01T00:00:00Z")->ms;
    QCOMPARE(counted(QStringLiteral("subscriptions s JOIN customers c ON c.external_id = s.customer_external_id WHERE "
                                    "c.name IN ('Kestrel Logistics', 'Marram Hotels') AND s.status = 'cancelled' AND "
                                    "s.cancelled_at BETWEEN ? AND ?"),
                     {march, april}),
             2);
    QVERIFY(counted(QStringLiteral("refunds WHERE reason LIKE '%outage%' AND created_at BETWEEN ? AND ?"),
                    {march, april}) >= 1);
    QVERIFY(
        counted(QStringLiteral("subscriptions WHERE cancel_at_period_end = 1 AND period_end > ? AND period_end < ?"),
                {days(0), days(-10)}) >= 2);
    QVERIFY(counted(QStringLiteral("subscriptions WHERE cancelled_at > ?"), {days(1)}) >= 2);
    QVERIFY(counted(QStringLiteral("subscriptions WHERE status = 'trialing' AND trial_end < ?"), {days(-6)}) >= 2);
  }

  void a_database_with_events_is_left_alone() {
    TestDatabase db;
    VERIFY_RESULT(put(*db, delivery("evt_1")));
    const auto report = fillDemo(*db, smallWorld());
    QVERIFY(!report);
    QCOMPARE(report.error().code, std::string("demo_not_empty"));
    QCOMPARE(single(*db, QStringLiteral("SELECT count(*) FROM webhook_events")).toInt(), 1);
  }

  void it_can_be_stopped() {
    TestDatabase db;
    const CancelToken cancel;
    const auto report = fillDemo(
        *db, smallWorld(),
        [&](int done, int) {
          if (done > 20) cancel.cancel();
        },
        cancel);
    QVERIFY(!report);
    QCOMPARE(report.error().code, std::string("cancelled"));
    QVERIFY(single(*db, QStringLiteral("SELECT count(*) FROM webhook_events")).toInt() >= 20);
  }

  void a_world_of_no_size_is_refused() {
    TestDatabase db;
    DemoRequest request = smallWorld();
    request.customers = 0;
    QCOMPARE(fillDemo(*db, request).error().code, std::string("demo_size"));
  }
};

QTEST_GUILESS_MAIN(FillDemoTest)
#include "tst_filldemo.moc"
