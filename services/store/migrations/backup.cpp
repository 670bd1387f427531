#include "store/migrations/backup.h"

#include <unistd.h>

#include <QDateTime>
#include <QFile>

#include "store/sqlquery.h"

namespace billing::store {
namespace {

QString backupPath(const QString& file, int version, Instant now) {
  const QString time = QDateTime::fromMSecsSinceEpoch(now.ms, Qt::UTC).toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'"));
  return QStringLiteral("%1.v%2-%3.backup").arg(file, QString::number(version), time);
}

// VACUUM INTO leaves the new file's bytes to the system; a backup must not depend on that.
bool sync(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadWrite) && ::fsync(file.handle()) == 0;
}

}  // namespace

Result<QString> backUpSqlite(QSqlDatabase& database, const QString& file, int version, Instant now) {
  const QString path = backupPath(file, version, now);
  const std::string what = "The database could not be backed up before its upgrade, so it was left as it is";
  if (QFile::exists(path)) QFile::remove(path);
  if (auto copied = execute(database, QStringLiteral("VACUUM INTO ?"), {path}, what); !copied)
    return failure(copied.error());
  if (!sync(path))
    return failure(ErrorKind::Unavailable, "backup_not_synced", what, qt_error_string().toStdString(),
                   "Check the device of " + path.toStdString());
  return path;
}

}  // namespace billing::store
