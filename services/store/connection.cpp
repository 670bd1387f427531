#include "store/connection.h"

#include <QFile>
#include <QFileInfo>
#include <atomic>

#include "store/sqlerror.h"
#include "store/sqlitehandle.h"
#include "store/sqlquery.h"

#include <sqlite3.h>

namespace billing::store {
namespace {

constexpr auto cannotOpen = "The database cannot be opened";

// SQLite itself takes any file until it reads the first page, and a file it may not write for one to be read.
Result<void> checkFile(const DatabaseConfig& config) {
  QFile file(config.file);
  if (!file.exists() || file.size() == 0) return {};
  if (!file.open(QIODevice::ReadOnly))
    return failure(
        sqliteError(SQLITE_CANTOPEN, 0, file.errorString().toStdString(), cannotOpen, config.file.toStdString()));
  if (file.read(16) != QByteArray("SQLite format 3\0", 16))
    return failure(sqliteError(SQLITE_NOTADB, 0, "it does not begin as one", cannotOpen, config.file.toStdString()));
  return {};
}

Result<void> checkWritable(QSqlDatabase& database, const DatabaseConfig& config) {
  sqlite3* handle = sqliteHandle(database);
  if (handle == nullptr || sqlite3_db_readonly(handle, "main") != 1) return {};
  return failure(
      sqliteError(SQLITE_READONLY, 0, "", "The database cannot be opened for writing", config.file.toStdString()));
}

}  // namespace

Connection::Connection(const QString& name, const QString& driver)
    : name_(name), database_(QSqlDatabase::addDatabase(driver, name)) {}

Connection::~Connection() {
  database_.close();
  database_ = {};
  QSqlDatabase::removeDatabase(name_);
}

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseConfig& config, ConnectionRole role) {
  static std::atomic<int> serial{0};
  const SqlDialect& dialect = SqlDialect::of(config.dialect);
  if (!QSqlDatabase::isDriverAvailable(dialect.driver()))
    return failure(ErrorKind::Unavailable, "driver_missing", cannotOpen,
                   "the Qt driver " + dialect.driver().toStdString() + " is not installed",
                   "Install the packages that packaging/DEPENDENCIES.md names");
  const bool file = config.dialect == Dialect::Sqlite;
  if (file)
    if (auto good = checkFile(config); !good) return failure(good.error());

  const QString name = QStringLiteral("billing-%1").arg(serial.fetch_add(1));
  std::unique_ptr<Connection> connection(new Connection(name, dialect.driver()));
  QSqlDatabase& database = connection->database();
  dialect.address(database, config, role);
  if (!database.open()) return failure(sqlError(database, database.lastError(), cannotOpen));
  if (file && role == ConnectionRole::Writer)
    if (auto good = checkWritable(database, config); !good) return failure(good.error());
  for (const QString& statement : dialect.session(role))
    if (auto good = execute(database, statement, {}, cannotOpen); !good) return failure(good.error());
  return connection;
}

}  // namespace billing::store
