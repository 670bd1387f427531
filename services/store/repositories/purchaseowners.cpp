#include "store/repositories/purchaseowners.h"

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {

Result<std::optional<std::int64_t>> ownerOfPurchase(WriteContext& context, Provider provider,
                                                    const std::string& payment) {
  auto found = Statement::run(
      context, QStringLiteral("SELECT account_id FROM credit_purchases WHERE provider = ? AND payment_external_id = ?"),
      {toVariant(provider), toVariant(payment)});
  if (!found) return failure(found.error());
  if (found->next()) return RowReader(found->query()).optionalNumber();
  return ended(context.database(), found->query()).map([] { return std::optional<std::int64_t>(); });
}

Result<std::vector<std::string>> unnamedPurchases(WriteContext& context, Provider provider, const std::string& customer,
                                                  std::int64_t account) {
  auto found = Statement::run(
      context,
      QStringLiteral(
          "SELECT c.payment_external_id FROM credit_purchases c JOIN payments p ON p.provider = c.provider "
          "AND p.external_id = c.payment_external_id WHERE c.account_id = ? AND p.provider = ? AND "
          "p.customer_external_id = ? AND NOT EXISTS (SELECT 1 FROM account_objects o WHERE o.provider = p.provider "
          "AND ((o.kind = 'payment' AND o.external_id = p.external_id) OR (o.kind = 'subscription' AND "
          "o.external_id = p.subscription_external_id)))"),
      {qlonglong(account), toVariant(provider), toVariant(customer)});
  if (!found) return failure(found.error());
  std::vector<std::string> payments;
  while (found->next()) payments.push_back(found->value(0).toString().toStdString());
  if (auto good = ended(context.database(), found->query()); !good) return failure(good.error());
  return payments;
}

}  // namespace billing::store
