#include "store/read/financerenewals.h"

#include "store/read/columns.h"
#include "store/read/detailqueries.h"

namespace billing::store {
namespace {

QString renewing(const QString& what, const QString& order) {
  return QStringLiteral(
             "SELECT %1 FROM subscriptions WHERE period_end >= ? AND period_end < ? AND cancel_at_period_end = 0 AND "
             "(cancel_at IS NULL OR cancel_at > period_end) AND status IN ('active', 'trialing', 'past_due') %2")
      .arg(what, order);
}

}  // namespace

Result<ComingRenewals> readComingRenewals(QSqlDatabase& database, qint64 from, qint64 to, int limit) {
  ComingRenewals coming;
  auto read = relatedRows<SubscriptionRow>(
      database, renewing(QStringLiteral("id"), QStringLiteral("ORDER BY period_end, id LIMIT %1").arg(limit)),
      {from, to}, &readSubscriptions, coming.rows);
  if (!read) return failure(read.error());
  read = forEachRow(database,
                    renewing(QStringLiteral("currency, SUM(amount_minor), COUNT(*)"),
                             QStringLiteral("GROUP BY currency ORDER BY currency")),
                    {from, to}, [&](const QSqlQuery& query) {
                      CurrencyFigure& figure = coming.expected.emplaceBack();
                      Columns(query).to(figure.currency, figure.minor, figure.count);
                    });
  if (!read) return failure(read.error());
  return coming;
}

}  // namespace billing::store
