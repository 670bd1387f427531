#include "store/repositories/accountlinkrepository.h"

#include "store/repositories/repositoryrows.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

QString kindWord(LinkKind kind) {
  return kind == LinkKind::Payment ? QStringLiteral("payment") : QStringLiteral("subscription");
}

QVariantList linkKey(LinkKind kind, Provider provider, const std::string& externalId) {
  if (kind == LinkKind::Customer) return {toVariant(provider), toVariant(externalId)};
  return {toVariant(provider), kindWord(kind), toVariant(externalId)};
}

// The first row's texts, or empty ones.
Result<std::vector<std::string>> textsOf(WriteContext& context, const QString& sql, const QVariantList& values,
                                         int columns) {
  auto found = Statement::run(context, sql, values);
  if (!found) return failure(found.error());
  std::vector<std::string> texts(static_cast<std::size_t>(columns));
  if (!found->next()) return ended(context.database(), found->query()).map([&] { return texts; });
  for (int i = 0; i < columns; ++i) texts[static_cast<std::size_t>(i)] = found->value(i).toString().toStdString();
  return texts;
}

}  // namespace

Result<std::optional<AccountLink>> AccountLinkRepository::find(WriteContext& context, LinkKind kind, Provider provider,
                                                               const std::string& externalId) {
  const QString sql = kind == LinkKind::Customer
                          ? QStringLiteral(
                                "SELECT account_id, name_strength, named_at, named_by FROM account_customers "
                                "WHERE provider = ? AND customer_external_id = ?")
                          : QStringLiteral(
                                "SELECT account_id, name_strength, named_at, named_by FROM account_objects "
                                "WHERE provider = ? AND kind = ? AND external_id = ?");
  auto found = Statement::run(context, sql, linkKey(kind, provider, externalId));
  if (!found) return failure(found.error());
  if (!found->next()) return ended(context.database(), found->query()).map([] { return std::optional<AccountLink>(); });
  RowReader row(found->query());
  AccountLink link;
  link.account = row.number();
  link.stamp.strength = static_cast<int>(row.number());
  link.stamp.at = {row.number()};
  link.stamp.by = row.text();
  return link;
}

Result<void> AccountLinkRepository::save(WriteContext& context, LinkKind kind, Provider provider,
                                         const std::string& externalId, const AccountLink& link, bool isNew) {
  static const QString values = QStringLiteral("account_id, name_strength, named_at, named_by");
  static const QString changed = QStringLiteral("account_id = ?, name_strength = ?, named_at = ?, named_by = ?");
  const bool customer = kind == LinkKind::Customer;
  const QString insert = customer ? QStringLiteral(
                                        "INSERT INTO account_customers (%1, provider, customer_external_id) "
                                        "VALUES (?, ?, ?, ?, ?, ?)")
                                  : QStringLiteral(
                                        "INSERT INTO account_objects (%1, provider, kind, external_id) "
                                        "VALUES (?, ?, ?, ?, ?, ?, ?)");
  const QString update =
      customer ? QStringLiteral("UPDATE account_customers SET %1 WHERE provider = ? AND customer_external_id = ?")
               : QStringLiteral("UPDATE account_objects SET %1 WHERE provider = ? AND kind = ? AND external_id = ?");
  const QVariantList what{qlonglong(link.account), link.stamp.strength, qlonglong(link.stamp.at.ms),
                          toVariant(link.stamp.by)};
  return Statement::run(context, isNew ? insert.arg(values) : update.arg(changed),
                        what + linkKey(kind, provider, externalId))
      .map([](const Statement&) {});
}

Result<AccountLinkRepository::Owners> AccountLinkRepository::ownersOfPayment(WriteContext& context, Provider provider,
                                                                             const std::string& externalId) {
  return textsOf(context,
                 QStringLiteral("SELECT customer_external_id, subscription_external_id FROM payments "
                                "WHERE provider = ? AND external_id = ?"),
                 {toVariant(provider), toVariant(externalId)}, 2)
      .map([](std::vector<std::string> texts) { return Owners{std::move(texts[0]), std::move(texts[1])}; });
}

Result<std::string> AccountLinkRepository::customerOfSubscription(WriteContext& context, Provider provider,
                                                                  const std::string& externalId) {
  return textsOf(
             context,
             QStringLiteral("SELECT customer_external_id FROM subscriptions WHERE provider = ? AND external_id = ?"),
             {toVariant(provider), toVariant(externalId)}, 1)
      .map([](std::vector<std::string> texts) { return std::move(texts[0]); });
}

Result<std::vector<std::int64_t>> AccountLinkRepository::payersOf(WriteContext& context, Provider provider,
                                                                  const std::string& subscription) {
  return allRows<std::int64_t>(
      context,
      QStringLiteral(
          "SELECT DISTINCT o.account_id FROM payments p JOIN account_objects o ON o.provider = p.provider AND "
          "o.kind = 'payment' AND o.external_id = p.external_id WHERE p.provider = ? AND "
          "p.subscription_external_id = ?"),
      {toVariant(provider), toVariant(subscription)}, [](RowReader& row) { return row.number(); });
}

Result<std::vector<std::int64_t>> AccountLinkRepository::shownAs(WriteContext& context, Provider provider,
                                                                 const std::string& customer) {
  return allRows<std::int64_t>(context,
                               QStringLiteral("SELECT id FROM accounts WHERE billing_customer_id = ? AND "
                                              "billing_customer_id <> '' AND billing_provider = ?"),
                               {toVariant(customer), toVariant(provider)}, [](RowReader& row) { return row.number(); });
}

Result<void> AccountLinkRepository::noteProducts(WriteContext& context, Provider provider, const std::string& payment,
                                                 const std::vector<std::string>& productIds) {
  for (const std::string& product : productIds) {
    const QVariantList key{toVariant(provider), toVariant(payment), toVariant(product)};
    auto known = Statement::run(context,
                                QStringLiteral("SELECT product_id FROM payment_products WHERE provider = ? AND "
                                               "payment_external_id = ? AND product_id = ?"),
                                key);
    if (!known) return failure(known.error());
    if (known->next()) continue;
    auto added = Statement::run(context,
                                QStringLiteral("INSERT INTO payment_products (provider, payment_external_id, "
                                               "product_id) VALUES (?, ?, ?)"),
                                key);
    if (!added) return failure(added.error());
  }
  return {};
}

}  // namespace billing::store
