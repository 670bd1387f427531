#include "store/repositories/paidproductsreader.h"

#include <QStringList>

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

QString paidColumns() {
  return QStringLiteral(
      "SELECT p.provider, p.external_id, p.product_id, p.subscription_external_id, p.customer_external_id, "
      "p.amount_minor, COALESCE(p.created_at, p.object_time) AS paid_at, "
      "COALESCE((SELECT SUM(r.amount_minor) FROM refunds r WHERE r.provider = p.provider AND r.payment_external_id = "
      "p.external_id AND r.status = 'succeeded'), 0), "
      "(SELECT MAX(COALESCE(r.created_at, r.object_time)) FROM refunds r WHERE r.provider = p.provider AND "
      "r.payment_external_id = p.external_id AND r.status = 'succeeded'), "
      "COALESCE(s.status, ''), COALESCE(s.product_id, ''), s.cancelled_at, "
      "(SELECT COUNT(*) FROM credit_purchases c WHERE c.provider = p.provider AND c.payment_external_id = "
      "p.external_id), "
      "(SELECT COUNT(*) FROM payment_products m WHERE m.provider = p.provider AND m.payment_external_id = "
      "p.external_id) ");
}

// Three ways in which a payment is an account's; each leaves out what a stronger one gives to somebody.
const QString& paidSql() {
  static const QString subscription = QStringLiteral(
      "LEFT JOIN subscriptions s ON s.provider = p.provider AND s.external_id = p.subscription_external_id "
      "AND p.subscription_external_id <> '' ");
  static const QString unnamed = QStringLiteral(
      "AND NOT EXISTS (SELECT 1 FROM account_objects x WHERE x.provider = p.provider AND x.kind = 'payment' AND "
      "x.external_id = p.external_id) ");
  static const QString loose = QStringLiteral(
      "AND NOT EXISTS (SELECT 1 FROM account_objects x WHERE x.provider = p.provider AND x.kind = 'subscription' AND "
      "x.external_id = p.subscription_external_id) ");
  static const QString sql =
      paidColumns() +
      QStringLiteral(
          "FROM account_objects o JOIN payments p ON p.provider = o.provider AND "
          "p.external_id = o.external_id ") +
      subscription + QStringLiteral("WHERE o.account_id = ? AND o.kind = 'payment' AND p.status = 'succeeded' ") +
      QStringLiteral("UNION ALL ") + paidColumns() +
      QStringLiteral(
          "FROM account_objects o JOIN payments p ON p.provider = o.provider AND "
          "p.subscription_external_id = o.external_id ") +
      subscription + QStringLiteral("WHERE o.account_id = ? AND o.kind = 'subscription' AND p.status = 'succeeded' ") +
      unnamed + QStringLiteral("UNION ALL ") + paidColumns() +
      QStringLiteral(
          "FROM account_customers l JOIN payments p ON p.provider = l.provider AND "
          "p.customer_external_id = l.customer_external_id ") +
      subscription + QStringLiteral("WHERE l.account_id = ? AND p.status = 'succeeded' ") + unnamed + loose +
      QStringLiteral("ORDER BY paid_at DESC, 2 DESC");
  return sql;
}

PaidProduct readPaid(RowReader& row, std::int64_t& more) {
  PaidProduct paid;
  paid.provider = providerFrom(row.text()).value_or(Provider::Dodo);
  for (std::string* text : {&paid.payment, &paid.productId, &paid.subscription, &paid.customer}) *text = row.text();
  paid.amountMinor = row.number();
  paid.paidAt = {row.number()};
  paid.refundedMinor = row.number();
  paid.refundedAt = row.instant();
  paid.subscriptionStatus = subscriptionStatusFrom(row.text());
  paid.subscriptionProductId = row.text();
  paid.subscriptionEndedAt = row.instant();
  paid.buysCredits = row.number() > 0;
  more = row.number();
  return paid;
}

Result<void> readCart(WriteContext& context, PaidProduct& paid) {
  auto products = allRows<std::string>(context,
                                       QStringLiteral("SELECT product_id FROM payment_products WHERE provider = ? AND "
                                                      "payment_external_id = ? ORDER BY product_id"),
                                       {toVariant(paid.provider), toVariant(paid.payment)},
                                       [](RowReader& row) { return row.text(); });
  if (!products) return failure(products.error());
  paid.moreProducts = std::move(*products);
  return {};
}

}  // namespace

Result<std::vector<PaidProduct>> readPaidProducts(WriteContext& context, std::int64_t account) {
  struct Counted {
    PaidProduct paid;
    std::int64_t more = 0;
  };
  auto rows = allRows<Counted>(context, paidSql(), {qlonglong(account), qlonglong(account), qlonglong(account)},
                               [](RowReader& row) {
                                 Counted counted;
                                 counted.paid = readPaid(row, counted.more);
                                 return counted;
                               });
  if (!rows) return failure(rows.error());
  std::vector<PaidProduct> all;
  for (Counted& counted : *rows) {
    if (counted.more > 0) {
      if (auto read = readCart(context, counted.paid); !read) return failure(read.error());
    }
    all.push_back(std::move(counted.paid));
  }
  return all;
}

}  // namespace billing::store
