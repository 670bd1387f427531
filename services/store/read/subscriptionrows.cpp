#include "store/read/reviewsql.h"
#include "store/read/rowreaders.h"
#include "store/read/rowsbyid.h"

namespace billing::store {

Result<QVector<SubscriptionRow>> readSubscriptions(QSqlDatabase& database, const IdVector& ids) {
  static const QString sql =
      QStringLiteral(
          "SELECT t.id, t.provider, t.external_id, t.customer_external_id, c.name, c.email, c.id, t.product_id, "
          "t.product_name, "
          "t.status, t.provider_status, t.currency, t.interval_unit, t.amount_minor, t.quantity, t.interval_count, "
          "t.mrr_minor, "
          "t.created_at, t.period_start, t.period_end, t.trial_end, t.cancel_at, t.cancelled_at, "
          "t.cancel_at_period_end, "
          "t.object_time, t.updated_at, t.discount_code, t.discount_duration, t.discount_bps, t.discount_minor, "
          "t.discount_ends_at, t.has_payment_method%1 FROM subscriptions t LEFT JOIN customers c ON c.provider = "
          "t.provider "
          "AND c.external_id = t.customer_external_id%2")
          .arg(reviewsql::columns(QStringLiteral("subscription")), reviewsql::join(QStringLiteral("subscription")));
  return rowsById<SubscriptionRow>(database, sql, ids, [](Columns& columns, SubscriptionRow& row) {
    columns.to(row.id, row.provider, row.externalId, row.customerExternalId, row.customerName, row.customerEmail);
    columns.to(row.customerId, row.productId, row.productName, row.status, row.providerStatus, row.currency);
    columns.to(row.intervalUnit, row.amountMinor, row.quantity, row.intervalCount, row.mrrMinor, row.createdAt);
    columns.to(row.periodStart, row.periodEnd, row.trialEnd, row.cancelAt, row.cancelledAt, row.cancelAtPeriodEnd);
    columns.to(row.objectTime, row.updatedAt, row.discountCode, row.discountDuration, row.discountBps);
    columns.to(row.discountMinor, row.discountEndsAt, row.hasPaymentMethod);
    reviewsql::readMark(columns, row.review);
  });
}

}  // namespace billing::store
