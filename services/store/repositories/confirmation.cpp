#include "store/repositories/confirmation.h"

#include <QHash>

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

QString tableOf(Entity entity) {
  switch (entity) {
    case Entity::Customer:
      return QStringLiteral("customers");
    case Entity::Subscription:
      return QStringLiteral("subscriptions");
    case Entity::Payment:
      return QStringLiteral("payments");
    case Entity::Invoice:
      return QStringLiteral("invoices");
    case Entity::Refund:
      return QStringLiteral("refunds");
    case Entity::Dispute:
      return QStringLiteral("disputes");
    case Entity::Price:
      return QStringLiteral("prices");
    case Entity::Usage:
      return QStringLiteral("usage_balances");
    default:
      return {};
  }
}

// One statement for each table, made once.
QString onTable(const char* pattern, Entity entity) {
  static thread_local QHash<QPair<const void*, int>, QString> made;
  QString& sql = made[{pattern, static_cast<int>(entity)}];
  if (sql.isEmpty()) sql = QString::fromLatin1(pattern).arg(tableOf(entity));
  return sql;
}

constexpr auto renewSql = "UPDATE %1 SET object_time = ?, object_event = ?, field_versions = ? WHERE id = ?";
constexpr auto confirmSql = "UPDATE %1 SET confirmed_at = ? WHERE id = ?";

// What lives, in the words of the schema.
QString aliveCondition(Entity entity) {
  return entity == Entity::Payment ? QStringLiteral("status = 'processing'")
                                   : QStringLiteral("status NOT IN ('cancelled', 'expired', 'failed')");
}

struct OpenQuestion {
  const char* condition;
  const char* made;
};
OpenQuestion openQuestion(Entity entity) {
  if (entity == Entity::Refund) return {"status = 'pending'", "created_at"};
  if (entity == Entity::Dispute) return {"open = 1", "created_at"};
  return {"status IN ('open', 'draft')", "issued_at"};
}

// What ended by the provider's word is not missed: a deleted customer, an archived price.
QString expectedCondition(Entity entity) {
  if (entity == Entity::Customer) return QStringLiteral(" AND deleted = 0");
  if (entity == Entity::Price) return QStringLiteral(" AND active = 1");
  return {};
}

Result<QVariant> oneValue(WriteContext& context, const QString& sql, const QVariantList& values) {
  auto found = Statement::run(context, sql, values);
  if (!found) return failure(found.error());
  if (found->next()) return found->value(0);
  return ended(context.database(), found->query()).map([] { return QVariant(); });
}

}  // namespace

Result<void> renewVersions(WriteContext& context, Entity entity, std::int64_t row, const RowVersions& versions) {
  return Statement::run(context, onTable(renewSql, entity),
                        {qlonglong(versions.objectTime.ms), toVariant(versions.objectEvent),
                         toVariant(versions.fieldVersions), qlonglong(row)})
      .map([](const Statement&) {});
}

Result<void> confirmRow(WriteContext& context, Entity entity, std::int64_t row, Instant at) {
  if (entity == Entity::Usage) return {};
  return Statement::run(context, onTable(confirmSql, entity), {qlonglong(at.ms), qlonglong(row)})
      .map([](const Statement&) {});
}

Result<std::vector<HeldObject>> heldUnconfirmed(WriteContext& context, Entity entity, Provider provider, Instant since,
                                                std::int64_t afterRow, int limit) {
  const QString sql = QStringLiteral(
                          "SELECT id, external_id FROM %1 WHERE provider = ? AND id > ? AND (confirmed_at IS NULL OR "
                          "confirmed_at < ?) AND %2 ORDER BY id LIMIT ?")
                          .arg(tableOf(entity), aliveCondition(entity));
  auto rows = Statement::run(context, sql, {toVariant(provider), qlonglong(afterRow), qlonglong(since.ms), limit});
  if (!rows) return failure(rows.error());
  std::vector<HeldObject> held;
  while (rows->next()) held.push_back({rows->value(0).toLongLong(), rows->value(1).toString().toStdString()});
  if (auto good = ended(context.database(), rows->query()); !good) return failure(good.error());
  return held;
}

Result<std::optional<Instant>> oldestOpen(WriteContext& context, Entity entity, Provider provider) {
  const OpenQuestion question = openQuestion(entity);
  const auto oldest =
      oneValue(context,
               QStringLiteral("SELECT MIN(%1) FROM %2 WHERE provider = ? AND %3")
                   .arg(QLatin1String(question.made), tableOf(entity), QLatin1String(question.condition)),
               {toVariant(provider)});
  if (!oldest) return failure(oldest.error());
  return oldest->isNull() ? std::nullopt : std::optional(Instant{oldest->toLongLong()});
}

Result<std::int64_t> notSeenSince(WriteContext& context, Provider provider, Instant since) {
  std::int64_t all = 0;
  for (const Entity entity : {Entity::Price, Entity::Customer, Entity::Subscription, Entity::Payment, Entity::Invoice,
                              Entity::Refund, Entity::Dispute}) {
    const auto count = oneValue(context,
                                QStringLiteral("SELECT COUNT(*) FROM %1 WHERE provider = ? AND (confirmed_at IS NULL "
                                               "OR confirmed_at < ?) AND object_time < ?%2")
                                    .arg(tableOf(entity), expectedCondition(entity)),
                                {toVariant(provider), qlonglong(since.ms), qlonglong(since.ms)});
    if (!count) return failure(count.error());
    all += count->toLongLong();
  }
  return all;
}

}  // namespace billing::store
