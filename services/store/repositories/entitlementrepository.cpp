#include "store/repositories/entitlementrepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

StoredEntitlement readEntitlement(RowReader& row) {
  StoredEntitlement entitlement;
  entitlement.row = row.number();
  entitlement.key = row.text();
  entitlement.account = row.number();
  for (std::string* text : {&entitlement.plan, &entitlement.paymentId, &entitlement.paymentProvider,
                            &entitlement.productId, &entitlement.source, &entitlement.status})
    *text = row.text();
  entitlement.createdAt = {row.number()};
  entitlement.expiresAt = row.instant();
  entitlement.metadata = row.text();
  return entitlement;
}

QVariantList entitlementValues(const StoredEntitlement& entitlement, Instant now) {
  const auto account = entitlement.account == 0 ? std::nullopt : std::optional<std::int64_t>(entitlement.account);
  return {toVariant(entitlement.key),
          toVariant(account),
          toVariant(entitlement.plan),
          toVariant(entitlement.paymentId),
          toVariant(entitlement.paymentProvider),
          toVariant(entitlement.productId),
          toVariant(entitlement.source),
          toVariant(entitlement.status),
          qlonglong(entitlement.createdAt.ms),
          toVariant(entitlement.expiresAt),
          toVariant(entitlement.metadata),
          qlonglong(now.ms)};
}

StoredToken readToken(RowReader& row) {
  StoredToken token;
  token.sha256 = row.text();
  token.key = row.text();
  token.createdAt = {row.number()};
  token.expiresAt = {row.number()};
  token.usedAt = row.instant();
  return token;
}

void noteChange(WriteContext& context, const StoredEntitlement& entitlement) {
  if (entitlement.account != 0) context.changed(Entity::Account, entitlement.account, ChangeKind::Updated);
}

}  // namespace

Result<std::optional<StoredEntitlement>> EntitlementRepository::find(WriteContext& context, const std::string& key) {
  static const QString sql = QStringLiteral(
      "SELECT id, email, account_id, plan, payment_id, payment_provider, product_id, source, status, created_at, "
      "expires_at, metadata FROM entitlements WHERE email = ?");
  return firstRow<StoredEntitlement>(context, sql, {toVariant(key)}, readEntitlement);
}

Result<void> EntitlementRepository::save(WriteContext& context, const StoredEntitlement& entitlement, Instant now) {
  static const QString insert = QStringLiteral(
      "INSERT INTO entitlements (email, account_id, plan, payment_id, payment_provider, product_id, source, status, "
      "created_at, expires_at, metadata, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  static const QString update = QStringLiteral(
      "UPDATE entitlements SET email = ?, account_id = ?, plan = ?, payment_id = ?, payment_provider = ?, "
      "product_id = ?, source = ?, status = ?, created_at = ?, expires_at = ?, metadata = ?, updated_at = ? "
      "WHERE id = ?");
  QVariantList values = entitlementValues(entitlement, now);
  if (entitlement.row != 0) values << qlonglong(entitlement.row);
  auto saved = touchRows(context, entitlement.row == 0 ? insert : update, values);
  if (!saved) return failure(saved.error());
  noteChange(context, entitlement);
  return {};
}

Result<void> EntitlementRepository::remove(WriteContext& context, const StoredEntitlement& entitlement) {
  auto removed =
      touchRows(context, QStringLiteral("DELETE FROM entitlements WHERE id = ?"), {qlonglong(entitlement.row)});
  if (!removed) return failure(removed.error());
  noteChange(context, entitlement);
  return {};
}

Result<void> EntitlementRepository::addToken(WriteContext& context, const StoredToken& token) {
  return touchRows(context,
                   QStringLiteral("INSERT INTO entitlement_tokens (token_sha256, email, created_at, expires_at) "
                                  "VALUES (?, ?, ?, ?)"),
                   {toVariant(token.sha256), toVariant(token.key), qlonglong(token.createdAt.ms),
                    qlonglong(token.expiresAt.ms)})
      .map([](int) {});
}

Result<std::optional<StoredToken>> EntitlementRepository::findToken(WriteContext& context, const std::string& sha256) {
  return firstRow<StoredToken>(context,
                               QStringLiteral("SELECT token_sha256, email, created_at, expires_at, used_at FROM "
                                              "entitlement_tokens WHERE token_sha256 = ?"),
                               {toVariant(sha256)}, readToken);
}

Result<void> EntitlementRepository::useToken(WriteContext& context, const std::string& sha256, Instant now) {
  return touchRows(context,
                   QStringLiteral("UPDATE entitlement_tokens SET used_at = ? WHERE token_sha256 = ? AND used_at IS "
                                  "NULL"),
                   {qlonglong(now.ms), toVariant(sha256)})
      .map([](int) {});
}

}  // namespace billing::store
