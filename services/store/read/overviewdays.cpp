#include "store/read/overviewdays.h"

#include <QMap>

#include "store/sqldialect.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

constexpr qint64 dayLength = 86'400'000;
constexpr int dayCount = 30;

qint64 dayOf(qint64 ms) {
  return ms - ((ms % dayLength) + dayLength) % dayLength;
}

using RevenueByDay = QMap<QPair<qint64, QString>, DayRevenue>;

DayRevenue& entryFor(RevenueByDay& revenue, qint64 at, const QString& currency) {
  DayRevenue& entry = revenue[{dayOf(at), currency}];
  entry.dayStart = dayOf(at);
  entry.currency = currency;
  return entry;
}

}  // namespace

qint64 firstDayOf(Instant now) {
  return dayOf(now.ms) - (dayCount - 1) * dayLength;
}

Result<void> readWebhookDays(QSqlDatabase& database, Instant now, QVector<DayHealth>& days) {
  const qint64 first = firstDayOf(now);
  for (int i = 0; i < dayCount; ++i) days.append({first + i * dayLength, 0, 0, 0, 0});
  // The first day goes into the text: a bound value would make two expressions of one where rows are grouped.
  const QString day = SqlDialect::of(database).wholeQuotient(QStringLiteral("(received_at - %1)").arg(first),
                                                             QString::number(dayLength));
  const QString sql =
      QStringLiteral(
          "SELECT %1, state, COUNT(*) FROM webhook_events WHERE received_at >= ? AND received_at < ? GROUP BY 1, 2")
          .arg(day);
  return forEachRow(database, sql, {first, first + dayCount * dayLength}, [&](QSqlQuery& row) {
    DayHealth& health = days[row.value(0).toInt()];
    const QString state = row.value(1).toString();
    int& count = state == u"applied"    ? health.applied
                 : state == u"rejected" ? health.rejected
                 : state == u"dead"     ? health.dead
                                        : health.other;
    count += row.value(2).toInt();
  });
}

Result<void> readRevenueDays(QSqlDatabase& database, Instant now, QVector<DayRevenue>& days) {
  RevenueByDay revenue;
  const QVariantList range{firstDayOf(now), firstDayOf(now) + dayCount * dayLength};
  auto paid = forEachRow(
      database,
      QStringLiteral(
          "SELECT created_at, currency, status, amount_minor FROM payments WHERE created_at >= ? AND created_at < ? "
          "AND status IN ('succeeded', 'failed')"),
      range, [&](QSqlQuery& row) {
        DayRevenue& entry = entryFor(revenue, row.value(0).toLongLong(), row.value(1).toString());
        if (row.value(2).toString() == u"failed") {
          ++entry.failed;
        } else {
          entry.paidMinor += row.value(3).toLongLong();
        }
      });
  if (!paid) return paid;
  auto refunded = forEachRow(
      database,
      QStringLiteral("SELECT created_at, currency, amount_minor FROM refunds WHERE created_at >= ? AND created_at < ? "
                     "AND status = 'succeeded'"),
      range, [&](QSqlQuery& row) {
        entryFor(revenue, row.value(0).toLongLong(), row.value(1).toString()).refundedMinor +=
            row.value(2).toLongLong();
      });
  if (!refunded) return refunded;
  days = revenue.values();
  return {};
}

}  // namespace billing::store
