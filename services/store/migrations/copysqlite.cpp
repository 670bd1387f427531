#include "store/migrations/copysqlite.h"

#include <sqlite3.h>

#include <QFile>
#include <memory>

#include "store/sqlitehandle.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

constexpr int kPagesAtOnce = 2048;  // 8 MB: a cancel is heard within moments

struct CloseSqlite {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using OwnSqlite = std::unique_ptr<sqlite3, CloseSqlite>;

tl::unexpected<Error> copyFailed(int code, sqlite3* handle) {
  const bool full = code == SQLITE_FULL;
  return failure(full ? ErrorKind::Full : ErrorKind::Unavailable, full ? "database_full" : "copy_failed",
                 "The database could not be copied", sqlite3_errmsg(handle),
                 full ? "Free some space for temporary files" : std::string());
}

Result<OwnSqlite> newSqliteFile(const QString& path) {
  sqlite3* handle = nullptr;
  const int opened = sqlite3_open_v2(QFile::encodeName(path).constData(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  OwnSqlite own(handle);
  if (opened != SQLITE_OK) return copyFailed(opened, handle);
  return own;
}

Result<void> copyPages(sqlite3* from, sqlite3* to, const CancelToken& cancel) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) return copyFailed(sqlite3_errcode(to), to);
  int step = SQLITE_OK;
  while (step == SQLITE_OK && !cancel.cancelled()) step = sqlite3_backup_step(backup, kPagesAtOnce);
  sqlite3_backup_finish(backup);
  if (cancel.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The copy was cancelled");
  if (step != SQLITE_DONE) return copyFailed(step, to);
  return {};
}

}  // namespace

Result<void> copySqlite(QSqlDatabase& database, const QString& path, const CancelToken& cancel) {
  sqlite3* from = sqliteHandle(database);
  if (from == nullptr)
    return failure(ErrorKind::Unavailable, "not_sqlite", "Only a SQLite database can be copied to a file");
  auto to = newSqliteFile(path);
  if (!to) return failure(to.error());
  // One moment of it: a reader's transaction does not see what others write meanwhile, and does not hold them up.
  if (auto begun = execute(database, QStringLiteral("BEGIN")); !begun) return begun;
  Result<void> copied;
  if (auto seen = select(database, QStringLiteral("SELECT COUNT(*) FROM schema_migrations")); !seen)
    copied = failure(seen.error());
  else
    copied = copyPages(from, to->get(), cancel);
  auto ended = execute(database, QStringLiteral("COMMIT"));
  return copied ? ended : copied;
}

}  // namespace billing::store
