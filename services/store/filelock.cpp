#include "store/filelock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringList>
#include <QSysInfo>
#include <array>
#include <cerrno>
#include <utility>

#include "store/sqlerror.h"

namespace billing::store {
namespace {

// Two names of one file (links) must meet at one lock.
QString lockPath(const QString& databaseFile) {
  const QFileInfo info(databaseFile);
  const QString real = info.exists()
                           ? info.canonicalFilePath()
                           : QFileInfo(info.absolutePath()).canonicalFilePath() + QChar(u'/') + info.fileName();
  return real + QStringLiteral(".lock");
}

void writeHolder(int descriptor) {
  const QString program = QFileInfo(QFile::symLinkTarget(QStringLiteral("/proc/self/exe"))).fileName();
  const QByteArray facts =
      QStringLiteral("%1\n%2\n%3\n")
          .arg(program, QString::number(QCoreApplication::applicationPid()), QSysInfo::machineHostName())
          .toUtf8();
  // Only for people to read: a lock without its text still holds.
  if (::ftruncate(descriptor, 0) == 0) std::ignore = ::pwrite(descriptor, facts.constData(), facts.size(), 0);
}

Error heldBySomebody(int descriptor, const QString& databaseFile) {
  std::array<char, 1024> text{};
  const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
  const QStringList facts = QString::fromUtf8(text.data(), length > 0 ? length : 0).split(u'\n');
  const QString holder = facts.size() >= 3
                             ? QStringLiteral("%1 (pid %2) on %3 has it open").arg(facts[0], facts[1], facts[2])
                             : QStringLiteral("another program has it open");
  return {ErrorKind::Busy,
          "database_in_use",
          QStringLiteral("The database %1 is in use").arg(databaseFile).toStdString(),
          holder.toStdString(),
          "Close that program first, or choose another workspace",
          true,
          ""};
}

}  // namespace

Result<FileLock> FileLock::take(const QString& databaseFile) {
  const QString path = lockPath(databaseFile);
  const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return failure(sqliteError(14 /* SQLITE_CANTOPEN */, errno, qt_error_string(errno).toStdString(),
                               "The database cannot be opened for writing", databaseFile.toStdString()));
  FileLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return failure(heldBySomebody(descriptor, databaseFile));
  writeHolder(descriptor);
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace billing::store
