#include "store/sqldialect.h"

#include <QSqlDatabase>

namespace billing::store {
namespace {

class SqliteDialect final : public SqlDialect {
 public:
  QString driver() const override { return QStringLiteral("QSQLITE"); }
  QString folder() const override { return QStringLiteral("sqlite"); }
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
  QString contains(const QString& expression) const override {
    return expression + QStringLiteral(" LIKE ? ESCAPE '!'");
  }
  QString textOrder(const QString& expression) const override { return expression + QStringLiteral(" COLLATE NOCASE"); }
  bool hasTrigrams() const override { return true; }
  QString description(const DatabaseConfig& config) const override { return QStringLiteral("SQLite ") + config.file; }
};

}  // namespace

const SqlDialect* SqlDialect::find(Dialect dialect) {
  static const SqliteDialect sqlite;
  return dialect == Dialect::Sqlite ? &sqlite : nullptr;
}

}  // namespace billing::store
