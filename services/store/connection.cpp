#include "store/connection.h"

#include <unistd.h>

#include <QFile>
#include <QSqlRecord>
#include <atomic>
#include <cerrno>

#include "store/dialects/servererror.h"
#include "store/sqlerror.h"
#include "store/sqlitehandle.h"
#include "store/sqlquery.h"

#include <sqlite3.h>

namespace billing::store {
namespace {

constexpr auto cannotOpen = "The database cannot be opened";

// Asked of the system, not by opening the file: when any descriptor of a file is closed, the process loses all the
// locks that SQLite holds on it, and the next program that looks into the database takes the log away from under us
// (sqlite.org/howtocorrupt.html, 2.2).
Result<void> checkFile(const DatabaseConfig& config) {
  const QByteArray path = QFile::encodeName(config.file);
  if (::access(path.constData(), F_OK) != 0 || ::access(path.constData(), R_OK) == 0) return {};
  return failure(
      sqliteError(SQLITE_CANTOPEN, 0, qt_error_string(EACCES).toStdString(), cannotOpen, config.file.toStdString()));
}

// SQLite takes any file until it reads the first page.
Result<void> checkHeader(QSqlDatabase& database) {
  return execute(database, QStringLiteral("PRAGMA schema_version"), {}, cannotOpen);
}

Result<void> checkWritable(QSqlDatabase& database, const DatabaseConfig& config) {
  sqlite3* handle = sqliteHandle(database);
  if (handle == nullptr || sqlite3_db_readonly(handle, "main") != 1) return {};
  return failure(
      sqliteError(SQLITE_READONLY, 0, "", "The database cannot be opened for writing", config.file.toStdString()));
}

// A library that was told to encrypt may still fall back; the server knows.
Result<void> checkCipher(QSqlDatabase& database, const SqlDialect& dialect, const DatabaseConfig& config) {
  if (config.tls == Tls::Prefer || dialect.cipher().isEmpty()) return {};
  QString cipher;
  auto asked = forEachRow(database, dialect.cipher(), {},
                          [&](QSqlQuery& row) { cipher = row.value(row.record().count() - 1).toString(); });
  if (!asked || !cipher.isEmpty()) return asked;
  return failure(serverError(ServerRefusal::TlsMissing, cannotOpen, "the connection would not be encrypted"));
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
  if (file)
    if (auto good = checkHeader(database); !good) return failure(good.error());
  if (file && role == ConnectionRole::Writer)
    if (auto good = checkWritable(database, config); !good) return failure(good.error());
  if (auto good = checkCipher(database, dialect, config); !good) return failure(good.error());
  for (const QString& statement : dialect.session(role))
    if (auto good = execute(database, statement, {}, cannotOpen); !good) return failure(good.error());
  return connection;
}

}  // namespace billing::store
