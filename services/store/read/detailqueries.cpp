#include "store/read/detailqueries.h"

namespace billing::store {

Result<IdVector> idsOf(QSqlDatabase& database, const QString& sql, const QVariantList& values) {
  IdVector ids;
  auto read = forEachRow(database, sql, values, [&](QSqlQuery& row) { ids.append(row.value(0).toUInt()); });
  if (!read) return failure(read.error());
  return ids;
}

QString bodyOfA() {
  return QStringLiteral(
      "COALESCE(a.body, (SELECT b.body FROM webhook_attempts b WHERE b.event_row = a.event_row "
      "AND b.body_sha256 = a.body_sha256 AND b.body IS NOT NULL LIMIT 1))");
}

}  // namespace billing::store
