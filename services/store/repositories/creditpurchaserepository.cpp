#include "store/repositories/creditpurchaserepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

CreditPurchase readPurchase(RowReader& row) {
  CreditPurchase purchase;
  purchase.row = row.number();
  purchase.account = row.number();
  purchase.paymentExternalId = row.text();
  purchase.kind = row.text();
  purchase.tenths = row.number();
  purchase.amount = row.money();
  purchase.status = row.text();
  purchase.reason = row.text();
  purchase.purchased = {row.number()};
  return purchase;
}

QVariantList valuesOf(const CreditPurchase& purchase) {
  const auto account = purchase.account == 0 ? std::nullopt : std::optional<std::int64_t>(purchase.account);
  return {toVariant(account),
          toVariant(purchase.provider),
          toVariant(purchase.paymentExternalId),
          toVariant(purchase.kind),
          qlonglong(purchase.tenths),
          qlonglong(purchase.amount.minor),
          toVariant(purchase.amount.currency),
          toVariant(purchase.status),
          toVariant(purchase.reason),
          qlonglong(purchase.purchased.ms)};
}

}  // namespace

Result<std::optional<CreditPurchase>> CreditPurchaseRepository::find(WriteContext& context, Provider provider,
                                                                     const std::string& paymentExternalId) {
  static const QString sql = QStringLiteral(
      "SELECT id, account_id, payment_external_id, kind, tenths, amount_minor, currency, status, reason, purchased_at "
      "FROM credit_purchases WHERE provider = ? AND payment_external_id = ?");
  return firstRow<CreditPurchase>(context, sql, {toVariant(provider), toVariant(paymentExternalId)}, readPurchase)
      .map([&](std::optional<CreditPurchase>&& found) {
        if (found) found->provider = provider;
        return std::move(found);
      });
}

Result<std::int64_t> CreditPurchaseRepository::save(WriteContext& context, const CreditPurchase& purchase) {
  static const QString insert = QStringLiteral(
      "INSERT INTO credit_purchases (account_id, provider, payment_external_id, kind, tenths, amount_minor, currency, "
      "status, reason, purchased_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  static const QString update = QStringLiteral(
      "UPDATE credit_purchases SET account_id = ?, provider = ?, payment_external_id = ?, kind = ?, tenths = ?, "
      "amount_minor = ?, currency = ?, status = ?, reason = ?, purchased_at = ? WHERE id = ?");
  QVariantList values = valuesOf(purchase);
  if (purchase.row == 0) return insertRow(context, insert, values);
  values << qlonglong(purchase.row);
  return touchRows(context, update, values).map([&](int) { return purchase.row; });
}

}  // namespace billing::store
