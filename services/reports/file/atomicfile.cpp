#include "reports/file/atomicfile.h"

#include <fcntl.h>
#include <unistd.h>

#include <QFileInfo>
#include <QRandomGenerator>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace billing::reports {
namespace {

constexpr mode_t kAsUsual = 0666;  // less what the person's umask takes away

std::string systemWords(int error) {
  return std::system_category().message(error);
}

tl::unexpected<Error> fileExists(const QString& path) {
  return failure(ErrorKind::Conflict, "file_exists", "There is a file " + path.toStdString() + " already", {},
                 "Choose another name, or say that it is to be replaced");
}

// A link stays a link: the file that it leads to is the one that is replaced.
QString placeOf(const QString& path) {
  const QFileInfo info(path);
  const QString target = info.isSymLink() ? info.canonicalFilePath() : QString();
  return target.isEmpty() ? info.absoluteFilePath() : target;
}

}  // namespace

Error fileError(const QString& path, int systemError) {
  const std::string name = path.toStdString();
  if (systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG)
    return {ErrorKind::Full,
            "disk_full",
            "There is no room for " + name,
            systemWords(systemError),
            "Nothing was left behind. Make room, or choose another folder",
            false,
            {}};
  if (systemError == EACCES || systemError == EPERM || systemError == EROFS || systemError == ENOENT ||
      systemError == ENOTDIR || systemError == EISDIR)
    return {ErrorKind::ReadOnly,
            "not_writable",
            name + " cannot be written",
            systemWords(systemError),
            "Choose another folder",
            false,
            {}};
  return {ErrorKind::Unavailable,
          "not_written",
          name + " could not be written",
          systemWords(systemError),
          "Try again, or choose another folder",
          true,
          {}};
}

void syncFolderOf(const QString& path) {
  const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY);
  if (folder < 0) return;
  static_cast<void>(::fsync(folder));
  ::close(folder);
}

Result<std::unique_ptr<AtomicFile>> AtomicFile::beside(const QString& wanted, bool overwrite) {
  const QString path = placeOf(wanted);
  const QFileInfo info(path);
  if (info.exists() && (!overwrite || !info.isFile())) return fileExists(path);
  // Hidden, and recognised by its owner where a crash has left one.
  const QString temporary = QStringLiteral("%1/.%2.%3.part")
                                .arg(info.absolutePath(), info.fileName().left(100),
                                     QString::number(QRandomGenerator::system()->generate64(), 36));
  const int descriptor =
      ::open(QFile::encodeName(temporary).constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, kAsUsual);
  if (descriptor < 0) return failure(fileError(path, errno));
  return std::unique_ptr<AtomicFile>(new AtomicFile(path, temporary, descriptor, overwrite));
}

AtomicFile::AtomicFile(QString path, QString temporary, int descriptor, bool overwrite)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor), overwrite_(overwrite) {}

AtomicFile::~AtomicFile() {
  closeForOthers();
  if (!published_) QFile::remove(temporary_);
}

void AtomicFile::closeForOthers() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

Result<void> AtomicFile::write(const QByteArray& bytes) {
  for (qsizetype at = 0; at < bytes.size();) {
    const ssize_t written = ::write(descriptor_, bytes.constData() + at, static_cast<std::size_t>(bytes.size() - at));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(fileError(path_, errno));
    at += written;
  }
  return {};
}

Result<void> AtomicFile::sync() {
  if (descriptor_ < 0) descriptor_ = ::open(QFile::encodeName(temporary_).constData(), O_WRONLY | O_CLOEXEC);
  const bool onDisk = descriptor_ >= 0 && ::fsync(descriptor_) == 0;
  const int error = errno;
  closeForOthers();
  return onDisk ? Result<void>() : failure(fileError(path_, error));
}

Result<void> AtomicFile::publish() {
  const QByteArray from = QFile::encodeName(temporary_), to = QFile::encodeName(path_);
  // link() refuses where a file has appeared since the beginning; some file systems know no links.
  const bool linked = !overwrite_ && ::link(from.constData(), to.constData()) == 0;
  if (!linked && !overwrite_ && (errno == EEXIST || QFileInfo::exists(path_))) return fileExists(path_);
  if (!linked && ::rename(from.constData(), to.constData()) != 0) return failure(fileError(path_, errno));
  if (linked) ::unlink(from.constData());
  published_ = true;
  syncFolderOf(path_);
  return {};
}

}  // namespace billing::reports
