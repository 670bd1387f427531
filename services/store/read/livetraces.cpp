#include "store/read/livetraces.h"

#include "store/sqlquery.h"

namespace billing::store {

Result<bool> sawLiveMode(QSqlDatabase& database) {
  bool live = false;
  auto read = forEachRow(database, QStringLiteral("SELECT COUNT(*) FROM audit_entries WHERE live = 1"), {},
                         [&](const QSqlQuery& query) { live = query.value(0).toLongLong() > 0; });
  if (!read) return failure(read.error());
  return live;
}

}  // namespace billing::store
