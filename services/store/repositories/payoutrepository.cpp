#include "store/repositories/payoutrepository.h"

#include "store/read/columns.h"
#include "store/repositories/rowvalues.h"
#include "store/repositories/textvalue.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

QVariant maybeMoment(std::optional<qint64> ms) {
  return ms ? QVariant(*ms) : QVariant();
}

Result<void> payoutRow(WriteContext& context, Provider provider, const PayoutRow& payout, Instant now) {
  auto updated = Statement::run(
      context,
      QStringLiteral("UPDATE payouts SET status = ?, amount_minor = ?, currency = ?, created_at = ?, arrives_at = ?, "
                     "updated_at = ? WHERE provider = ? AND external_id = ?"),
      {textValue(payout.status), payout.amountMinor, textValue(payout.currency), maybeMoment(payout.createdAt),
       maybeMoment(payout.arrivesAt), qlonglong(now.ms), toVariant(provider), textValue(payout.externalId)});
  if (!updated) return failure(updated.error());
  if (updated->rowsAffected() > 0) return {};
  return Statement::run(context,
                        QStringLiteral("INSERT INTO payouts (provider, external_id, status, amount_minor, currency, "
                                       "created_at, arrives_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
                        {toVariant(provider), textValue(payout.externalId), textValue(payout.status),
                         payout.amountMinor, textValue(payout.currency), maybeMoment(payout.createdAt),
                         maybeMoment(payout.arrivesAt), qlonglong(now.ms)})
      .map([](const Statement&) {});
}

Result<void> payoutItemRow(WriteContext& context, Provider provider, const QString& payout, int position,
                           const PayoutItemRow& item) {
  return Statement::run(
             context,
             QStringLiteral("INSERT INTO payout_items (provider, payout_external_id, position, kind, "
                            "object_external_id, gross_minor, fee_minor, net_minor, currency, at) VALUES (?, ?, ?, ?, "
                            "?, ?, ?, ?, ?, ?)"),
             {toVariant(provider), textValue(payout), position, textValue(item.kind), textValue(item.object),
              item.grossMinor, item.feeMinor, item.netMinor, textValue(item.currency), maybeMoment(item.at)})
      .map([](const Statement&) {});
}

// Of `payout_items i`: its payout has not come to nothing.
QString ofStandingPayout() {
  return QStringLiteral(
      "NOT EXISTS (SELECT 1 FROM payouts f WHERE f.provider = i.provider AND f.external_id = i.payout_external_id AND "
      "f.status IN ('failed', 'canceled'))");
}

// What came back of a payout that failed is paid out as a line of a later one (Stripe's payout_failure, whose source is
// the payout that failed); the payments are not listed again.
QString paidOutAfterAll() {
  return QStringLiteral(
      "EXISTS (SELECT 1 FROM payout_items r WHERE r.provider = i.provider AND r.object_external_id = "
      "i.payout_external_id AND r.payout_external_id <> i.payout_external_id AND NOT EXISTS (SELECT 1 FROM payouts s "
      "WHERE s.provider = r.provider AND s.external_id = r.payout_external_id AND s.status IN ('failed', "
      "'canceled')))");
}

// Columns: payout, object, currency, customer, amount, sum, at, times.
Result<QVector<PayoutMisfit>> misfits(QSqlDatabase& database, const QString& sql, const QVariantList& values) {
  QVector<PayoutMisfit> found;
  auto read = forEachRow(database, sql, values, [&](const QSqlQuery& query) {
    PayoutMisfit one;
    Columns(query).to(one.payout, one.object, one.currency, one.customer, one.amountMinor, one.itemsMinor, one.at,
                      one.times);
    found.append(one);
  });
  if (!read) return failure(read.error());
  return found;
}

}  // namespace

Result<bool> PayoutRepository::isKnown(QSqlDatabase& database, Provider provider, const PayoutRow& payout) {
  bool known = false;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT COUNT(*) FROM payouts p WHERE p.provider = ? AND p.external_id = ? AND p.status = ? AND "
                     "p.amount_minor = ? AND EXISTS (SELECT 1 FROM payout_items i WHERE i.provider = p.provider AND "
                     "i.payout_external_id = p.external_id)"),
      {toVariant(provider), textValue(payout.externalId), textValue(payout.status), payout.amountMinor},
      [&](const QSqlQuery& query) { known = query.value(0).toLongLong() > 0; });
  if (!read) return failure(read.error());
  return known;
}

Result<void> PayoutRepository::save(WriteContext& context, Provider provider, const PayoutRow& payout,
                                    const QVector<PayoutItemRow>& items, Instant now) {
  if (auto row = payoutRow(context, provider, payout, now); !row) return row;
  auto removed =
      Statement::run(context, QStringLiteral("DELETE FROM payout_items WHERE provider = ? AND payout_external_id = ?"),
                     {toVariant(provider), textValue(payout.externalId)});
  if (!removed) return failure(removed.error());
  int position = 0;
  for (const PayoutItemRow& item : items)
    if (auto added = payoutItemRow(context, provider, payout.externalId, position++, item); !added) return added;
  return {};
}

Result<QVector<PayoutRow>> PayoutRepository::list(QSqlDatabase& database, int limit) {
  QVector<PayoutRow> found;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT p.id, p.external_id, p.status, p.currency, p.amount_minor, p.created_at, p.arrives_at, "
                     "(SELECT COUNT(*) FROM payout_items i WHERE i.provider = p.provider AND i.payout_external_id = "
                     "p.external_id), (SELECT COALESCE(SUM(i.net_minor), 0) FROM payout_items i WHERE i.provider = "
                     "p.provider AND i.payout_external_id = p.external_id) FROM payouts p ORDER BY p.created_at DESC, "
                     "p.id DESC LIMIT ?"),
      {limit}, [&](const QSqlQuery& query) {
        PayoutRow row;
        Columns(query).to(row.row, row.externalId, row.status, row.currency, row.amountMinor, row.createdAt,
                          row.arrivesAt, row.items, row.itemsMinor);
        found.append(row);
      });
  if (!read) return failure(read.error());
  return found;
}

Result<QVector<PayoutItemRow>> PayoutRepository::items(QSqlDatabase& database, const QString& payout) {
  QVector<PayoutItemRow> found;
  auto read = forEachRow(database,
                         QStringLiteral("SELECT kind, object_external_id, currency, gross_minor, fee_minor, net_minor, "
                                        "at FROM payout_items WHERE payout_external_id = ? ORDER BY position"),
                         {payout}, [&](const QSqlQuery& query) {
                           PayoutItemRow item;
                           Columns(query).to(item.kind, item.object, item.currency, item.grossMinor, item.feeMinor,
                                             item.netMinor, item.at);
                           found.append(item);
                         });
  if (!read) return failure(read.error());
  return found;
}

Result<QVector<PayoutMisfit>> PayoutRepository::notSummingUp(QSqlDatabase& database, Provider provider) {
  return misfits(database,
                 QStringLiteral("SELECT p.external_id, '', p.currency, '', p.amount_minor, COALESCE(i.net, 0), "
                                "p.created_at, 0 FROM payouts p LEFT JOIN (SELECT provider, payout_external_id, "
                                "SUM(net_minor) AS net FROM payout_items GROUP BY provider, payout_external_id) i ON "
                                "i.provider = p.provider AND i.payout_external_id = p.external_id WHERE p.provider = ? "
                                "AND p.status NOT IN ('failed', 'canceled') AND COALESCE(i.net, 0) <> p.amount_minor "
                                "ORDER BY p.id"),
                 {toVariant(provider)});
}

Result<QVector<PayoutMisfit>> PayoutRepository::ofUnknownPayments(QSqlDatabase& database, Provider provider) {
  return misfits(database,
                 QStringLiteral("SELECT i.payout_external_id, i.object_external_id, i.currency, '', i.gross_minor, "
                                "i.net_minor, i.at, 1 FROM payout_items i WHERE i.provider = ? AND i.kind = 'payment' "
                                "AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.provider = i.provider AND "
                                "p.external_id = i.object_external_id) AND ") +
                     ofStandingPayout() + QStringLiteral(" ORDER BY i.id"),
                 {toVariant(provider)});
}

Result<QVector<PayoutMisfit>> PayoutRepository::paidTwice(QSqlDatabase& database, Provider provider) {
  return misfits(database,
                 QStringLiteral("SELECT MIN(i.payout_external_id), i.object_external_id, MIN(i.currency), '', "
                                "MAX(i.gross_minor), SUM(i.gross_minor), MIN(i.at), COUNT(*) FROM payout_items i WHERE "
                                "i.provider = ? AND i.kind = 'payment' AND i.object_external_id <> '' AND ") +
                     ofStandingPayout() +
                     QStringLiteral(" GROUP BY i.object_external_id HAVING COUNT(*) > 1 ORDER BY MIN(i.id)"),
                 {toVariant(provider)});
}

Result<QVector<PayoutMisfit>> PayoutRepository::neverPaidOut(QSqlDatabase& database, Provider provider,
                                                             Instant before) {
  return misfits(
      database,
      QStringLiteral("SELECT '', p.external_id, p.currency, p.customer_external_id, p.amount_minor, 0, p.created_at, 0 "
                     "FROM payments p WHERE p.provider = ? AND p.status = 'succeeded' AND p.amount_minor > 0 AND "
                     "p.created_at < ? AND p.created_at >= (SELECT MIN(f.at) FROM payout_items f WHERE f.provider = ? "
                     "AND f.kind = 'payment') AND NOT EXISTS (SELECT 1 FROM payout_items i WHERE i.provider = "
                     "p.provider AND i.object_external_id = p.external_id AND i.kind = 'payment' AND (") +
          ofStandingPayout() + QStringLiteral(" OR ") + paidOutAfterAll() + QStringLiteral(")) ORDER BY p.id"),
      {toVariant(provider), qlonglong(before.ms), toVariant(provider)});
}

}  // namespace billing::store
