#include <QSqlDatabase>
#include <QSqlError>

#include "store/dialects/dialects.h"
#include "store/sqlerror.h"

namespace billing::store {
namespace {

class SqliteDialect final : public SqlDialect {
 public:
  QString driver() const override { return QStringLiteral("QSQLITE"); }
  QString folder() const override { return QStringLiteral("sqlite"); }
  bool isShared() const override { return false; }
  void address(QSqlDatabase& database, const DatabaseConfig& config, ConnectionRole role) const override {
    database.setDatabaseName(config.file);
    database.setConnectOptions(role == ConnectionRole::Reader
                                   ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000")
                                   : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
  }
  QStringList session(ConnectionRole role) const override {
    if (role == ConnectionRole::Reader)
      return {QStringLiteral("PRAGMA query_only = 1"), QStringLiteral("PRAGMA cache_size = -8000")};
    // A commit is on disk before anybody is told (FULL). 16000 pages between checkpoints keep the slow ones rare; the
    // write queue empties the log when it is idle.
    return {QStringLiteral("PRAGMA journal_mode = WAL"), QStringLiteral("PRAGMA synchronous = FULL"),
            QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral("PRAGMA wal_autocheckpoint = 16000"),
            QStringLiteral("PRAGMA cache_size = -8000")};
  }
  QString begin() const override { return QStringLiteral("BEGIN IMMEDIATE"); }
  QString tables() const override { return QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table'"); }
  QString insertOrSkip(const QString& into) const override {
    return QStringLiteral("INSERT ") + into + QStringLiteral(" ON CONFLICT DO NOTHING");
  }
  bool isDuplicate(const QSqlError& error) const override {
    return error.nativeErrorCode() == u"2067" || error.nativeErrorCode() == u"1555";
  }
  QString contains(const QString& expression) const override {
    return expression + QStringLiteral(" LIKE ? ESCAPE '!'");
  }
  QString textOrder(const QString& expression) const override { return expression + QStringLiteral(" COLLATE NOCASE"); }
  QString wholeQuotient(const QString& dividend, const QString& divisor) const override {
    return QStringLiteral("(%1 / %2)").arg(dividend, divisor);
  }
  bool hasTrigrams() const override { return true; }
  QString lock(const QString&) const override { return {}; }
  QString unlock(const QString&) const override { return {}; }
  QString tryLock(const QString&) const override { return {}; }
  QString cipher() const override { return {}; }
  QString description(const DatabaseConfig& config) const override { return QStringLiteral("SQLite ") + config.file; }
  Error error(const QSqlDatabase& database, const QSqlError& error, std::string what) const override {
    return sqliteError(database, error, std::move(what));
  }
};

}  // namespace

const SqlDialect& sqliteDialect() {
  static const SqliteDialect sqlite;
  return sqlite;
}

}  // namespace billing::store
