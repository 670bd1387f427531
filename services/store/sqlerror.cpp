#include "store/sqlerror.h"

#include <sqlite3.h>

#include <QSqlDriver>
#include <cerrno>

#include "store/sqldialect.h"
#include "store/sqlitehandle.h"

namespace billing::store {
namespace {

struct Wording {
  ErrorKind kind;
  const char* code;
  const char* reason;
  const char* hint;
};

Wording wordingFor(int primary, int systemError) {
  if (systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG) primary = SQLITE_FULL;
  if (systemError == EROFS || systemError == EACCES || systemError == EPERM) primary = SQLITE_READONLY;
  switch (primary) {
    case SQLITE_FULL:
      return {ErrorKind::Full, "database_full", "there is no space left for the database",
              "Free some space on that device; nothing that was acknowledged is lost"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {ErrorKind::ReadOnly, "database_read_only", "the file or its folder cannot be written",
              "Check the permissions of the file and of its folder, and whether the device is mounted read-only"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::Corrupt, "database_corrupt", "the file is damaged or is not a database",
              "Keep the file, and open a backup: they lie beside it and end in .backup"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::Busy, "database_busy", "another program holds the database",
              "Close the other program, or wait until it is done"};
    case SQLITE_INTERRUPT:
      return {ErrorKind::Cancelled, "cancelled", "the question was withdrawn", ""};
    case SQLITE_IOERR:
      return {ErrorKind::Unavailable, "database_io_error", "the device reported an error",
              "Check the device and its cables, and copy the database to another one"};
    default:
      return {ErrorKind::Internal, "database_error", "", ""};
  }
}

std::string reasonOf(const Wording& wording, const std::string& detail) {
  std::string reason = wording.reason;
  if (!detail.empty()) reason += reason.empty() ? detail : " (" + detail + ")";
  return reason;
}

}  // namespace

Error sqliteError(int code, int systemError, const std::string& detail, std::string what, const std::string& file) {
  const Wording wording = wordingFor(code & 0xff, systemError);
  std::string hint = wording.hint;
  if (!hint.empty() && !file.empty()) hint += ": " + file;
  return {wording.kind,
          wording.code,
          std::move(what),
          reasonOf(wording, detail),
          std::move(hint),
          wording.kind == ErrorKind::Busy,
          ""};
}

Error sqliteError(const QSqlDatabase& database, const QSqlError& error, std::string what) {
  sqlite3* handle = sqliteHandle(database);
  const int code = error.nativeErrorCode().toInt();
  // The errno stays from the last failing call: it only means something beside an I/O error.
  const bool fromSystem = (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
  const int systemError = handle != nullptr && fromSystem ? sqlite3_system_errno(handle) : 0;
  return sqliteError(code, systemError, error.databaseText().toStdString(), std::move(what),
                     database.databaseName().toStdString());
}

Error sqlError(const QSqlDatabase& database, const QSqlError& error, std::string what) {
  return SqlDialect::of(database).error(database, error, std::move(what));
}

}  // namespace billing::store
