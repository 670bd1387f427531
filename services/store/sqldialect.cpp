#include "store/sqldialect.h"

#include <QSqlDatabase>

#include "store/dialects/dialects.h"

namespace billing::store {

const SqlDialect* SqlDialect::find(Dialect dialect) {
  switch (dialect) {
    case Dialect::Sqlite:
      return &sqliteDialect();
    case Dialect::PostgreSql:
      return &postgresqlDialect();
    case Dialect::MySql:
      return &mysqlDialect();
  }
  return nullptr;
}

const SqlDialect& SqlDialect::of(const QSqlDatabase& database) {
  const QString driver = database.driverName();
  if (driver == u"QPSQL") return postgresqlDialect();
  if (driver == u"QMYSQL") return mysqlDialect();
  return sqliteDialect();
}

}  // namespace billing::store
