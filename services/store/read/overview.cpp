#include "store/read/overview.h"

#include "store/read/columns.h"
#include "store/read/detailqueries.h"
#include "store/read/overviewdays.h"

namespace billing::store {
namespace {

constexpr qint64 dayMs = 86'400'000;

Result<void> readCounts(QSqlDatabase& database, OverviewFacts& facts) {
  const QString sql = QStringLiteral(
      "SELECT COALESCE(SUM(CASE WHEN status = 'active' THEN 1 ELSE 0 END), 0), "
      "COALESCE(SUM(CASE WHEN status = 'trialing' THEN 1 ELSE 0 END), 0), "
      "COALESCE(SUM(CASE WHEN status = 'past_due' THEN 1 ELSE 0 END), 0), "
      "COALESCE(SUM(CASE WHEN cancel_at_period_end = 1 AND status IN ('active', 'trialing', 'past_due') THEN 1 ELSE 0 "
      "END), 0) "
      "FROM subscriptions");
  return forEachRow(database, sql, {}, [&](QSqlQuery& row) {
    Columns(row).to(facts.activeSubscriptions, facts.trialing, facts.pastDue, facts.cancelling);
  });
}

Result<void> readFigures(QSqlDatabase& database, const QString& sql, const QVariantList& values,
                         QVector<CurrencyFigure>& figures) {
  return forEachRow(database, sql, values, [&](QSqlQuery& row) {
    CurrencyFigure figure;
    Columns(row).to(figure.currency, figure.minor, figure.count);
    figures.append(figure);
  });
}

Result<void> readMoney(QSqlDatabase& database, Instant now, OverviewFacts& facts) {
  const auto byCurrency =
      QStringLiteral("SELECT currency, SUM(%1), COUNT(*) FROM %2 WHERE %3 GROUP BY currency ORDER BY 2 DESC, 1");
  if (auto read = readFigures(database,
                              byCurrency.arg(QStringLiteral("mrr_minor"), QStringLiteral("subscriptions"),
                                             QStringLiteral("mrr_minor <> 0")),
                              {}, facts.mrr);
      !read)
    return read;
  if (auto read = readFigures(database,
                              byCurrency.arg(QStringLiteral("remaining_minor"), QStringLiteral("invoices"),
                                             QStringLiteral("status = 'open' AND remaining_minor <> 0")),
                              {}, facts.owed);
      !read)
    return read;
  return readFigures(database,
                     byCurrency.arg(QStringLiteral("amount_minor"), QStringLiteral("payments"),
                                    QStringLiteral("status = 'succeeded' AND created_at >= ? AND created_at <= ?")),
                     {firstDayOf(now), qlonglong(now.ms)}, facts.paid30Days);
}

Result<void> readMix(QSqlDatabase& database, const QString& sql, QVector<NamedCount>& mix) {
  return forEachRow(database, sql, {}, [&](QSqlQuery& row) {
    NamedCount named;
    Columns(row).to(named.name, named.count);
    mix.append(named);
  });
}

Result<void> readMixes(QSqlDatabase& database, OverviewFacts& facts) {
  auto plans = readMix(
      database,
      QStringLiteral("SELECT name, COUNT(*) FROM (SELECT COALESCE(NULLIF(product_name, ''), product_id) AS name "
                     "FROM subscriptions WHERE status IN ('active', 'trialing', 'past_due')) plans "
                     "GROUP BY name ORDER BY 2 DESC, 1"),
      facts.planMix);
  if (!plans) return plans;
  return readMix(database,
                 QStringLiteral("SELECT status, COUNT(*) FROM subscriptions GROUP BY status ORDER BY 2 DESC, 1"),
                 facts.statusMix);
}

Result<void> readRenewals(QSqlDatabase& database, Instant now, OverviewFacts& facts) {
  return relatedRows<SubscriptionRow>(
      database,
      QStringLiteral(
          "SELECT id FROM subscriptions WHERE period_end >= ? AND period_end < ? AND cancel_at_period_end = 0 "
          "AND status IN ('active', 'trialing', 'past_due') ORDER BY period_end, id LIMIT 50"),
      {qlonglong(now.ms), qlonglong(now.ms + 30 * dayMs)}, &readSubscriptions, facts.renewals);
}

Result<void> readEventCounts(QSqlDatabase& database, OverviewFacts& facts) {
  const QString sql = QStringLiteral(
      "SELECT (SELECT COUNT(*) FROM webhook_events WHERE state = 'dead'), (SELECT COUNT(*) FROM webhook_events), "
      "(SELECT COUNT(*) FROM (SELECT state FROM webhook_events ORDER BY id DESC LIMIT 100) newest WHERE state = "
      "'rejected')");
  return forEachRow(database, sql, {}, [&](QSqlQuery& row) {
    Columns(row).to(facts.deadLetters, facts.eventsTotal, facts.rejectedLast100);
  });
}

}  // namespace

Result<OverviewFacts> readOverview(QSqlDatabase& database, Instant now) {
  OverviewFacts facts;
  Result<void> read = readCounts(database, facts);
  if (read) read = readMoney(database, now, facts);
  if (read) read = readMixes(database, facts);
  if (read) read = readEventCounts(database, facts);
  if (read) read = readWebhookDays(database, now, facts.webhookDays);
  if (read) read = readRevenueDays(database, now, facts.revenueDays);
  if (read) read = readRenewals(database, now, facts);
  if (!read) return failure(read.error());
  return facts;
}

Result<Badges> readBadges(QSqlDatabase& database) {
  Badges badges;
  auto read = forEachRow(database,
                         QStringLiteral("SELECT (SELECT COUNT(*) FROM webhook_events WHERE state = 'dead'), "
                                        "(SELECT COUNT(*) FROM subscriptions WHERE status = 'past_due')"),
                         {}, [&](QSqlQuery& row) { Columns(row).to(badges.deadLetters, badges.pastDue); });
  if (!read) return failure(read.error());
  return badges;
}

}  // namespace billing::store
