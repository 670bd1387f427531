#include "store/repositories/checkoutrepository.h"

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

QVariant textOf(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Payer payerOf(Statement& found) {
  RowReader row(found.query());
  Payer payer;
  for (std::string* field : {&payer.key, &payer.name, &payer.email, &payer.plan, &payer.status,
                             &payer.customerExternalId, &payer.subscriptionExternalId})
    *field = row.text();
  return payer;
}

Result<std::optional<Payer>> onePayer(WriteContext& context, const QString& sql, const QVariant& value) {
  auto found = Statement::run(context, sql, {value});
  if (!found) return failure(found.error());
  if (found->next()) return payerOf(*found);
  return ended(context.database(), found->query()).map([] { return std::optional<Payer>(); });
}

}  // namespace

Result<std::int64_t> CheckoutRepository::insert(WriteContext& context, const StoredCheckout& checkout) {
  auto inserted = Statement::run(
      context,
      QStringLiteral("INSERT INTO checkouts (external_id, account_key, email, plan, interval_unit, credits_tenths, "
                     "product_id, amount_minor, currency, return_url, metadata, status, created_at) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)"),
      {toVariant(checkout.externalId), toVariant(checkout.accountKey), toVariant(checkout.email),
       toVariant(checkout.plan), toVariant(checkout.interval), qlonglong(checkout.creditsTenths),
       toVariant(checkout.productId), qlonglong(checkout.amount.minor), toVariant(checkout.amount.currency),
       toVariant(checkout.returnUrl), toVariant(checkout.metadata), qlonglong(checkout.createdAt.ms)});
  if (!inserted) return failure(inserted.error());
  const std::int64_t row = inserted->query().lastInsertId().toLongLong();
  context.changed(Entity::Checkout, row, ChangeKind::Inserted);
  return row;
}

Result<std::optional<StoredCheckout>> CheckoutRepository::find(WriteContext& context, std::string_view externalId) {
  auto found = Statement::run(
      context,
      QStringLiteral("SELECT c.id, c.external_id, c.account_key, c.email, COALESCE(a.name, ''), c.plan, "
                     "c.interval_unit, c.product_id, c.return_url, c.status, c.metadata, c.credits_tenths, "
                     "c.amount_minor, c.currency, c.created_at FROM checkouts c "
                     "LEFT JOIN accounts a ON a.account_key = c.account_key WHERE c.external_id = ?"),
      {textOf(externalId)});
  if (!found) return failure(found.error());
  if (!found->next())
    return ended(context.database(), found->query()).map([] { return std::optional<StoredCheckout>(); });
  RowReader row(found->query());
  StoredCheckout checkout;
  checkout.row = row.number();
  for (std::string* field :
       {&checkout.externalId, &checkout.accountKey, &checkout.email, &checkout.name, &checkout.plan, &checkout.interval,
        &checkout.productId, &checkout.returnUrl, &checkout.status, &checkout.metadata})
    *field = row.text();
  checkout.creditsTenths = row.number();
  checkout.amount = row.money();
  checkout.createdAt = {row.number()};
  return checkout;
}

Result<bool> CheckoutRepository::close(WriteContext& context, std::string_view externalId, std::string_view status,
                                       Instant now) {
  auto found = find(context, externalId);
  if (!found) return failure(found.error());
  if (!*found || (*found)->status != "open") return false;
  auto closed = Statement::run(
      context,
      QStringLiteral("UPDATE checkouts SET status = ?, completed_at = ? WHERE external_id = ? AND status = 'open'"),
      {textOf(status), qlonglong(now.ms), textOf(externalId)});
  if (!closed) return failure(closed.error());
  context.changed(Entity::Checkout, (*found)->row, ChangeKind::Updated);
  return true;
}

Result<std::optional<Payer>> CheckoutRepository::payer(WriteContext& context, std::string_view keyOrCustomer) {
  const QString columns = QStringLiteral(
      "SELECT a.account_key, a.name, a.email, a.plan_id, a.billing_status, a.billing_customer_id, "
      "a.billing_subscription_id FROM accounts a ");
  auto byKey = onePayer(context, columns + QStringLiteral("WHERE a.account_key = ?"), textOf(keyOrCustomer));
  if (!byKey || *byKey) return byKey;
  return onePayer(context,
                  columns + QStringLiteral("JOIN account_customers c ON c.account_id = a.id "
                                           "WHERE c.customer_external_id = ?"),
                  textOf(keyOrCustomer));
}

}  // namespace billing::store
