#include "store/sqlitehandle.h"

#include <QSqlDriver>
#include <QVariant>
#include <cstring>

namespace billing::store {

sqlite3* sqliteHandle(const QSqlDatabase& database) {
  if (!database.isOpen()) return nullptr;
  const QVariant handle = database.driver()->handle();
  if (!handle.isValid() || std::strcmp(handle.typeName(), "sqlite3*") != 0) return nullptr;
  return *static_cast<sqlite3* const*>(handle.constData());
}

}  // namespace billing::store
