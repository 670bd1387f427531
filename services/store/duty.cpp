#include "store/duty.h"

#include "store/sqldialect.h"
#include "store/sqlquery.h"

namespace billing::store {

Result<bool> takeDuty(WriteContext& context, const QString& name) {
  const QString sql = SqlDialect::of(context.dialect()).tryLock(name);
  if (sql.isEmpty()) return true;
  bool taken = false;
  auto asked = forEachRow(context.database(), sql, {}, [&](QSqlQuery& row) { taken = row.value(0).toLongLong() == 1; });
  if (!asked) return failure(asked.error());
  return taken;
}

}  // namespace billing::store
