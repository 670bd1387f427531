#include "store/repositories/productnamerepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

NamedProduct readProduct(RowReader& row) {
  NamedProduct product;
  product.row = row.number();
  product.product = row.text();
  product.name = row.text();
  return product;
}

Result<void> nameRow(WriteContext& context, const QString& sql, std::int64_t row, const std::string& name,
                     Entity entity) {
  context.changed(entity, row, ChangeKind::Updated);
  return touchRows(context, sql, {toVariant(name), qlonglong(row)}).map([](int) {});
}

}  // namespace

Result<std::optional<NamedProduct>> ProductNameRepository::ofSubscription(WriteContext& context, Provider provider,
                                                                          const std::string& externalId) {
  static const QString sql =
      QStringLiteral("SELECT id, product_id, product_name FROM subscriptions WHERE provider = ? AND external_id = ?");
  return firstRow<NamedProduct>(context, sql, {toVariant(provider), toVariant(externalId)}, readProduct);
}

Result<std::optional<NamedProduct>> ProductNameRepository::ofPrice(WriteContext& context, Provider provider,
                                                                   const std::string& priceId) {
  static const QString sql =
      QStringLiteral("SELECT id, price_id, name FROM prices WHERE provider = ? AND price_id = ?");
  return firstRow<NamedProduct>(context, sql, {toVariant(provider), toVariant(priceId)}, readProduct);
}

Result<void> ProductNameRepository::nameSubscription(WriteContext& context, std::int64_t row, const std::string& name) {
  static const QString sql = QStringLiteral("UPDATE subscriptions SET product_name = ? WHERE id = ?");
  return nameRow(context, sql, row, name, Entity::Subscription);
}

Result<void> ProductNameRepository::namePrice(WriteContext& context, std::int64_t row, const std::string& name) {
  static const QString sql = QStringLiteral("UPDATE prices SET name = ? WHERE id = ?");
  return nameRow(context, sql, row, name, Entity::Price);
}

}  // namespace billing::store
