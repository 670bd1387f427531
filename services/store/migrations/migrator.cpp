#include "store/migrations/migrator.h"

#include <QSqlError>
#include <QSqlQuery>

#include "store/sqldialect.h"
#include "store/sqlquery.h"
#include "store/transaction.h"

namespace billing::store {
namespace {

const QString& versionTable() {
  static const QString sql = QStringLiteral(
      "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, "
      "checksum CHAR(64) NOT NULL, applied_at BIGINT NOT NULL)");
  return sql;
}

Result<void> runStep(QSqlDatabase& database, const SqlDialect& dialect, const QString& statement,
                     const std::string& what) {
  QSqlQuery query(database);
  if (query.exec(dialect.spoken(statement)) || dialect.isMadeAlready(query.lastError())) return {};
  return tl::make_unexpected(dialect.error(database, query.lastError(), what));
}

}  // namespace

Migrator::Migrator(QSqlDatabase& database, Dialect dialect, QVector<MigrationFile> steps, const Clock& clock)
    : database_(database), dialect_(dialect), steps_(std::move(steps)), clock_(clock) {}

Result<void> Migrator::run(const Backup& backup) {
  const Result<QVector<Applied>> done = applied();
  if (!done) return failure(done.error());
  if (auto good = check(*done); !good) return good;
  const int version = static_cast<int>(done->size());
  if (version > 0 && version < steps_.size())
    if (auto saved = backup(version); !saved) return saved;
  for (int i = version; i < steps_.size(); ++i)
    if (auto stepped = apply(steps_[i]); !stepped) return stepped;
  return {};
}

Result<void> Migrator::upToDate() {
  const Result<QVector<Applied>> done = applied();
  if (!done) return failure(done.error());
  if (auto good = check(*done); !good) return good;
  if (done->size() == steps_.size()) return {};
  return failure(
      ErrorKind::Unavailable, "older_schema", "The database is older than this program",
      "its schema is at " + std::to_string(done->size()) + ", this program needs " + std::to_string(steps_.size()),
      "Open it once for writing: that brings it up to date and keeps a backup");
}

Result<QVector<Migrator::Applied>> Migrator::applied() {
  QStringList tables;
  auto listed = forEachRow(database_, SqlDialect::of(dialect_).tables(), {},
                           [&](QSqlQuery& row) { tables.append(row.value(0).toString()); });
  if (!listed) return failure(listed.error());
  if (!tables.contains(QStringLiteral("schema_migrations"))) {
    if (tables.isEmpty()) return QVector<Applied>{};
    return failure(ErrorKind::InvalidInput, "not_a_workspace", "The database does not belong to this program",
                   "it holds other tables, such as " + tables.first().toStdString(),
                   "Choose another one; this one was left as it is");
  }
  QVector<Applied> rows;
  auto read = forEachRow(database_, QStringLiteral("SELECT number, checksum FROM schema_migrations ORDER BY number"),
                         {}, [&](QSqlQuery& row) { rows.append({row.value(0).toInt(), row.value(1).toString()}); });
  if (!read) return failure(read.error());
  return rows;
}

Result<void> Migrator::check(const QVector<Applied>& applied) const {
  if (!applied.isEmpty() && applied.last().number > steps_.last().number)
    return failure(ErrorKind::NewerSchema, "newer_schema",
                   "The database was written by a newer version of this program",
                   "its schema is at " + std::to_string(applied.last().number) + ", this program knows " +
                       std::to_string(steps_.last().number),
                   "Install the newer version, or open a backup from before the upgrade");
  for (int i = 0; i < applied.size(); ++i)
    if (applied[i].number != steps_[i].number || applied[i].checksum != steps_[i].checksum())
      return failure(
          ErrorKind::Corrupt, "schema_changed", "The database was made by another build of this program",
          "step " + std::to_string(applied[i].number) + " of its schema is not the one that this build knows",
          "Open it with the build that made it, or start with a new file");
  return {};
}

Result<void> Migrator::apply(const MigrationFile& step) {
  const std::string what = "The database could not be brought to version " + std::to_string(step.number);
  Result<Transaction> transaction = Transaction::begin(database_, dialect_);
  if (!transaction) return failure(transaction.error());
  if (auto made = execute(database_, versionTable(), {}, what); !made) return made;
  for (const QString& statement : step.statements())
    if (auto run = runStep(database_, SqlDialect::of(dialect_), statement, what); !run) return run;
  auto noted =
      execute(database_,
              QStringLiteral("INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)"),
              {step.number, step.name, step.checksum(), qlonglong(clock_.now().ms)}, what);
  if (!noted) return noted;
  return transaction->commit();
}

}  // namespace billing::store
