#include "store/read/customersums.h"

namespace billing::store::customersums {
namespace {

// The rows of another table that belong to customer t.
QString ofT(const QString& table) {
  return QStringLiteral("FROM %1 s WHERE s.provider = t.provider AND s.customer_external_id = t.external_id")
      .arg(table);
}

QString largest(const QString& what, const QString& table, const QString& sum, const QString& condition) {
  return QStringLiteral("(SELECT %1 %2 AND %3 GROUP BY s.currency ORDER BY %4 DESC, s.currency LIMIT 1)")
      .arg(what, ofT(table), condition, sum);
}

}  // namespace

QString status() {
  return QStringLiteral(
             "COALESCE((SELECT s.status %1 ORDER BY CASE s.status WHEN 'past_due' THEN 1 WHEN 'unpaid' THEN 2 "
             "WHEN 'on_hold' THEN 3 WHEN 'paused' THEN 4 WHEN 'pending' THEN 5 WHEN 'trialing' THEN 6 WHEN 'active' "
             "THEN 7 "
             "WHEN 'unknown' THEN 8 WHEN 'failed' THEN 9 WHEN 'expired' THEN 10 ELSE 11 END LIMIT 1), '')")
      .arg(ofT(QStringLiteral("subscriptions")));
}

QString subscriptions() {
  return QStringLiteral("(SELECT COUNT(*) %1)").arg(ofT(QStringLiteral("subscriptions")));
}

QString activeSubscriptions() {
  return QStringLiteral("(SELECT COUNT(*) %1 AND s.status IN ('active', 'trialing', 'past_due'))")
      .arg(ofT(QStringLiteral("subscriptions")));
}

QString currency() {
  const QString bySubscription = largest(QStringLiteral("s.currency"), QStringLiteral("subscriptions"),
                                         QStringLiteral("SUM(s.mrr_minor)"), QStringLiteral("s.currency <> ''"));
  const QString byPayment = largest(QStringLiteral("s.currency"), QStringLiteral("payments"),
                                    QStringLiteral("SUM(s.amount_minor)"), QStringLiteral("s.status = 'succeeded'"));
  return QStringLiteral("COALESCE(%1, %2, '')").arg(bySubscription, byPayment);
}

QString currencies() {
  return QStringLiteral("(SELECT COUNT(DISTINCT s.currency) %1 AND s.currency <> '')")
      .arg(ofT(QStringLiteral("subscriptions")));
}

QString mrr() {
  return QStringLiteral("COALESCE(%1, 0)")
      .arg(largest(QStringLiteral("SUM(s.mrr_minor)"), QStringLiteral("subscriptions"),
                   QStringLiteral("SUM(s.mrr_minor)"), QStringLiteral("s.currency <> ''")));
}

QString paid() {
  const QString sum = QStringLiteral(
      "(SUM(s.amount_minor) - COALESCE((SELECT SUM(r.amount_minor) FROM refunds r WHERE r.provider = t.provider "
      "AND r.customer_external_id = t.external_id AND r.status = 'succeeded' AND r.currency = s.currency), 0))");
  return QStringLiteral("COALESCE(%1, 0)")
      .arg(largest(sum, QStringLiteral("payments"), QStringLiteral("SUM(s.amount_minor)"),
                   QStringLiteral("s.status = 'succeeded'")));
}

QString lastPayment() {
  return QStringLiteral("(SELECT MAX(s.created_at) %1 AND s.status = 'succeeded')")
      .arg(ofT(QStringLiteral("payments")));
}

QString lastEvent() {
  return QStringLiteral(
      "(SELECT MAX(e.received_at) FROM webhook_events e WHERE e.customer_external_id = t.external_id "
      "AND e.customer_external_id <> '' AND e.provider = t.provider)");
}

}  // namespace billing::store::customersums
