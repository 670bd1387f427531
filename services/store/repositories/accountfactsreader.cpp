#include "store/repositories/accountfactsreader.h"

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

// Times of a payment: of its creation, else of the newest event about it.
const QString& factsSql() {
  static const QString columns = QStringLiteral(
      "s.provider, s.external_id, s.customer_external_id, s.product_id, s.status, s.interval_unit, s.interval_count, "
      "s.created_at, s.period_start, s.period_end, s.trial_end, s.cancel_at, s.cancelled_at, s.cancel_at_period_end, "
      "(SELECT d.at FROM downgrades d WHERE d.provider = s.provider AND d.subscription_external_id = s.external_id), "
      "(SELECT MAX(COALESCE(p.created_at, p.object_time)) FROM payments p WHERE p.provider = s.provider AND "
      "p.subscription_external_id = s.external_id AND p.status = 'succeeded')");
  static const QString sql =
      QStringLiteral(
          "SELECT %1 FROM account_customers l JOIN subscriptions s ON s.provider = l.provider AND "
          "s.customer_external_id = l.customer_external_id WHERE l.account_id = ? AND NOT EXISTS (SELECT 1 FROM "
          "account_objects o WHERE o.provider = s.provider AND o.kind = 'subscription' AND "
          "o.external_id = s.external_id) "
          "UNION ALL SELECT %1 FROM account_objects o JOIN subscriptions s ON s.provider = o.provider AND "
          "s.external_id = o.external_id WHERE o.account_id = ? AND o.kind = 'subscription'")
          .arg(columns);
  return sql;
}

HeldSubscription readHeld(const QSqlQuery& query) {
  RowReader row(query);
  HeldSubscription held;
  AccountSubscription& facts = held.facts;
  held.provider = providerFrom(row.text()).value_or(Provider::Dodo);
  facts.externalId = row.text();
  held.customerExternalId = row.text();
  facts.productId = row.text();
  facts.status = subscriptionStatusFrom(row.text());
  facts.interval = row.interval();
  for (auto* instant :
       {&facts.createdAt, &facts.periodStart, &facts.periodEnd, &facts.trialEnd, &facts.cancelAt, &facts.cancelledAt})
    *instant = row.instant();
  facts.cancelAtPeriodEnd = row.flag();
  held.takenOffAt = row.instant();
  held.lastPaid = row.instant();
  return held;
}

Result<void> readFailure(WriteContext& context, HeldSubscription& held) {
  if (isFinal(held.facts.status)) return {};
  auto failed = Statement::run(
      context,
      QStringLiteral("SELECT MIN(COALESCE(created_at, object_time)) FROM payments WHERE provider = ? AND "
                     "subscription_external_id = ? AND status = 'failed' AND COALESCE(created_at, object_time) > ?"),
      {toVariant(held.provider), toVariant(held.facts.externalId), qlonglong(held.lastPaid.value_or(Instant{-1}).ms)});
  if (!failed) return failure(failed.error());
  if (failed->next()) held.chargeFailed = RowReader(failed->query()).instant();
  return ended(context.database(), failed->query());
}

Result<std::optional<HeldCustomer>> firstCustomer(WriteContext& context, const QString& sql,
                                                  const QVariantList& values) {
  auto found = Statement::run(context, sql, values);
  if (!found) return failure(found.error());
  if (!found->next())
    return ended(context.database(), found->query()).map([] { return std::optional<HeldCustomer>(); });
  RowReader row(found->query());
  HeldCustomer customer;
  for (std::string* text : {&customer.provider, &customer.externalId, &customer.name, &customer.email})
    *text = row.text();
  return customer;
}

}  // namespace

Result<std::vector<HeldSubscription>> AccountFactsReader::subscriptions(WriteContext& context, std::int64_t account) {
  std::vector<HeldSubscription> all;
  {
    auto found = Statement::run(context, factsSql(), {qlonglong(account), qlonglong(account)});
    if (!found) return failure(found.error());
    while (found->next()) all.push_back(readHeld(found->query()));
    if (auto good = ended(context.database(), found->query()); !good) return failure(good.error());
  }
  for (HeldSubscription& held : all) {
    if (auto read = readFailure(context, held); !read) return failure(read.error());
  }
  return all;
}

Result<std::optional<HeldCustomer>> AccountFactsReader::customer(WriteContext& context, Provider provider,
                                                                 const std::string& externalId) {
  return firstCustomer(context,
                       QStringLiteral("SELECT provider, external_id, name, email FROM customers WHERE provider = ? AND "
                                      "external_id = ?"),
                       {toVariant(provider), toVariant(externalId)});
}

Result<std::optional<HeldCustomer>> AccountFactsReader::newestCustomer(WriteContext& context, std::int64_t account) {
  static const QString newest = QStringLiteral(" ORDER BY c.object_time DESC, c.provider, c.external_id DESC LIMIT 1");
  auto linked = firstCustomer(context,
                              QStringLiteral("SELECT c.provider, c.external_id, c.name, c.email FROM "
                                             "account_customers l JOIN customers c ON c.provider = l.provider AND "
                                             "c.external_id = l.customer_external_id WHERE l.account_id = ?") +
                                  newest,
                              {qlonglong(account)});
  if (!linked || *linked) return linked;
  return firstCustomer(context,
                       QStringLiteral("SELECT c.provider, c.external_id, c.name, c.email FROM account_objects o JOIN "
                                      "payments p ON p.provider = o.provider AND p.external_id = o.external_id JOIN "
                                      "customers c ON c.provider = p.provider AND c.external_id = "
                                      "p.customer_external_id WHERE o.account_id = ? AND o.kind = 'payment'") +
                           newest,
                       {qlonglong(account)});
}

}  // namespace billing::store
