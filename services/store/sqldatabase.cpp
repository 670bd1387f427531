#include "store/sqldatabase.h"

#include <QDir>
#include <QFileInfo>

#include "store/migrations/backup.h"
#include "store/migrations/migrator.h"
#include "store/readonlydatabase.h"
#include "store/sqldialect.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

// Reading every page is cheap while the file is small, and it is only worth it when the last run did not close the
// database.
constexpr qint64 quickCheckLimit = 32LL * 1024 * 1024;

bool wasLeftOpen(const QString& file) {
  return QFileInfo(file + QStringLiteral("-wal")).size() > 0;
}

Result<void> quickCheck(QSqlDatabase& database, const QString& file) {
  if (QFileInfo(file).size() > quickCheckLimit) return {};
  QString finding;
  auto asked = forEachRow(database, QStringLiteral("PRAGMA quick_check(1)"), {},
                          [&](QSqlQuery& row) { finding = row.value(0).toString(); });
  if (!asked) return asked;
  if (finding == u"ok") return {};
  return failure(ErrorKind::Corrupt, "database_corrupt", "The database is damaged", finding.toStdString(),
                 "Keep the file, and open a backup: they lie beside it and end in .backup: " + file.toStdString());
}

class SharedMigration {
 public:
  explicit SharedMigration(QSqlDatabase& database) : database_(database) {
    const QString lock = SqlDialect::of(database).lock(QStringLiteral("migrations"));
    if (!lock.isEmpty()) taken_ = execute(database, lock);
  }
  ~SharedMigration() {
    const QString unlock = SqlDialect::of(database_).unlock(QStringLiteral("migrations"));
    if (!unlock.isEmpty() && taken_) std::ignore = execute(database_, unlock);
  }
  SharedMigration(const SharedMigration&) = delete;
  SharedMigration& operator=(const SharedMigration&) = delete;
  [[nodiscard]] const Result<void>& taken() const { return taken_; }

 private:
  QSqlDatabase& database_;
  Result<void> taken_;
};

Result<void> makeFolder(const QString& file) {
  const QString folder = QFileInfo(file).absolutePath();
  if (QDir().mkpath(folder)) return {};
  return failure(ErrorKind::ReadOnly, "database_read_only", "The folder of the database cannot be made",
                 "permission was refused", "Check the permissions of " + folder.toStdString());
}

}  // namespace

SqlDatabase::SqlDatabase(DatabaseConfig config, std::optional<FileLock> lock)
    : config_(std::move(config)), lock_(std::move(lock)), writer_(config_, feed_), readers_(config_), inbox_(writer_) {}

SqlDatabase::~SqlDatabase() = default;

Result<void> SqlDatabase::start(const Clock& clock) {
  const bool file = config_.dialect == Dialect::Sqlite;
  const bool suspicious = file && wasLeftOpen(config_.file);
  auto steps = loadMigrations(QStringLiteral(":/migrations/") + SqlDialect::of(config_.dialect).folder());
  if (!steps) return failure(steps.error());
  return writer_.start([&, file, suspicious](QSqlDatabase& database) -> Result<void> {
    if (suspicious)
      if (auto good = quickCheck(database, config_.file); !good) return good;
    Migrator migrator(database, config_.dialect, std::move(*steps), clock);
    const SharedMigration alone(database);  // of several consoles that start at once, one migrates
    if (!alone.taken()) return failure(alone.taken().error());
    return migrator.run([&](int version) -> Result<void> {
      if (!file) return {};  // a server's backups are its administrator's
      return backUpSqlite(database, config_.file, version, clock.now()).map([](const QString&) {});
    });
  });
}

void SqlDatabase::write(Work work, std::function<void(Result<void>)> done, Priority priority) {
  writer_.push(std::make_unique<WorkCommand>(std::move(work), std::move(done)), priority);
}

void SqlDatabase::enqueueRead(ReadJob job, CancelToken cancel) {
  readers_.push(std::move(job), std::move(cancel));
}

QString SqlDatabase::description() const {
  return SqlDialect::of(config_.dialect).description(config_);
}

namespace {

Result<std::unique_ptr<Database>> openToRead(const DatabaseConfig& config, const Clock& clock) {
  if (config.dialect == Dialect::Sqlite && !QFileInfo::exists(config.file))
    return failure(ErrorKind::NotFound, "database_missing", "There is no such database", config.file.toStdString());
  auto database = std::make_unique<ReadOnlyDatabase>(config);
  if (auto started = database->start(clock); !started) return failure(started.error());
  return database;
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const DatabaseConfig& config, const Clock& clock) {
  if (SqlDialect::find(config.dialect) == nullptr)
    return failure(ErrorKind::Unavailable, "dialect_missing", "This kind of database cannot be opened",
                   "this build does not speak it", "Choose a SQLite file for the workspace");
  if (config.readOnly) return openToRead(config, clock);
  std::optional<FileLock> lock;
  if (config.dialect == Dialect::Sqlite) {
    if (auto made = makeFolder(config.file); !made) return failure(made.error());
    auto taken = FileLock::take(config.file);
    if (!taken) return failure(taken.error());
    lock = std::move(*taken);
  }
  auto database = std::make_unique<SqlDatabase>(config, std::move(lock));
  if (auto started = database->start(clock); !started) return failure(started.error());
  return database;
}

}  // namespace billing::store
