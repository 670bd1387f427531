#include "store/repositories/unknownvaluerepository.h"

#include <set>

#include "store/repositories/rowvalues.h"
#include "store/statementcache.h"

namespace billing::store {

Result<void> UnknownValueRepository::replace(WriteContext& context, Provider provider, const std::string& entity,
                                             const std::string& externalId,
                                             const std::vector<std::pair<std::string, std::string>>& values,
                                             Instant seenAt) {
  const QVariantList key{toVariant(provider), toVariant(entity), toVariant(externalId)};
  auto cleared = Statement::run(
      context, QStringLiteral("DELETE FROM unknown_values WHERE provider = ? AND entity = ? AND external_id = ?"), key);
  if (!cleared) return failure(cleared.error());
  std::set<std::string> noted;
  for (const auto& [path, value] : values) {
    if (!noted.insert(path).second) continue;
    auto added = Statement::run(
        context,
        QStringLiteral("INSERT INTO unknown_values (provider, entity, external_id, path, value, seen_at) VALUES (?, ?, "
                       "?, ?, ?, ?)"),
        key + QVariantList{toVariant(path), toVariant(value), qlonglong(seenAt.ms)});
    if (!added) return failure(added.error());
  }
  return {};
}

}  // namespace billing::store
