#include "store/repositories/letthroughrepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {

Result<void> LetThroughRepository::add(WriteContext& context, const LetThrough& entry) {
  static const QString sql =
      QStringLiteral("INSERT INTO let_through (what, account_key, action, reason, at) VALUES (?, ?, ?, ?, ?)");
  return insertRow(context, sql,
                   {toVariant(entry.what), toVariant(entry.accountKey), toVariant(entry.action),
                    toVariant(entry.reason), qlonglong(entry.at.ms)})
      .map([&](std::int64_t) { context.changed(Entity::Account, 0, ChangeKind::Updated); });  // of one by its key
}

}  // namespace billing::store
