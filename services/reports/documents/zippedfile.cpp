#include "reports/documents/zippedfile.h"

#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <zlib.h>

#include <QDateTime>
#include <QFile>
#include <array>
#include <cerrno>

#include "reports/file/atomicfile.h"

namespace billing::reports {
namespace {

constexpr uLong kNamesAreUtf8 = 1U << 11U;  // general purpose flag of the format

zip_fileinfo entryInfo(Instant now) {
  const QDateTime time = QDateTime::fromMSecsSinceEpoch(now.ms, Qt::UTC);
  zip_fileinfo info{};
  info.tmz_date.tm_year = time.date().year();
  info.tmz_date.tm_mon = time.date().month() - 1;
  info.tmz_date.tm_mday = time.date().day();
  info.tmz_date.tm_hour = time.time().hour();
  info.tmz_date.tm_min = time.time().minute();
  info.tmz_date.tm_sec = time.time().second();
  return info;
}

tl::unexpected<Error> zipDamaged(const QString& path) {
  return failure(ErrorKind::Corrupt, "zip_damaged", "The ZIP does not hold what was written into it",
                 path.toStdString(), "Write it again");
}

// Unpacks the entry that the reader stands on; its end compares the checksum.
bool isWhole(unzFile zip) {
  if (unzOpenCurrentFile(zip) != UNZ_OK) return false;
  std::array<char, 65'536> buffer{};
  int read = 0;
  do read = unzReadCurrentFile(zip, buffer.data(), buffer.size());
  while (read > 0);
  return unzCloseCurrentFile(zip) == UNZ_OK && read == 0;
}

}  // namespace

Result<std::unique_ptr<ZippedFile>> ZippedFile::at(const QString& path, const QString& target, Instant now) {
  errno = 0;
  const zipFile zip = zipOpen64(QFile::encodeName(path).constData(), APPEND_STATUS_CREATE);
  if (zip == nullptr) return failure(fileError(target, errno));
  return std::unique_ptr<ZippedFile>(new ZippedFile(zip, target, now));
}

ZippedFile::ZippedFile(void* zip, QString target, Instant now) : zip_(zip), target_(std::move(target)), now_(now) {}

ZippedFile::~ZippedFile() {
  if (zip_ != nullptr) zipClose(zip_, nullptr);
}

Result<void> ZippedFile::add(const QString& wanted, const QByteArray& bytes) {
  QString name = wanted;
  const QString stem = wanted.left(wanted.lastIndexOf(u'.')), ending = wanted.mid(wanted.lastIndexOf(u'.'));
  for (int number = 2; taken_.contains(name.toLower()); ++number)
    name = QStringLiteral("%1 (%2)%3").arg(stem, QString::number(number), ending);
  taken_ << name.toLower();
  const zip_fileinfo info = entryInfo(now_);
  errno = 0;
  const bool written = zipOpenNewFileInZip4_64(zip_, name.toUtf8().constData(), &info, nullptr, 0, nullptr, 0, nullptr,
                                               Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, DEF_MEM_LEVEL,
                                               Z_DEFAULT_STRATEGY, nullptr, 0, 0, kNamesAreUtf8, 0) == ZIP_OK &&
                       zipWriteInFileInZip(zip_, bytes.constData(), static_cast<unsigned>(bytes.size())) == ZIP_OK &&
                       zipCloseFileInZip(zip_) == ZIP_OK;
  return written ? Result<void>() : failure(fileError(target_, errno));
}

Result<void> ZippedFile::finish() {
  errno = 0;
  const int closed = zipClose(zip_, nullptr);
  zip_ = nullptr;
  return closed == ZIP_OK ? Result<void>() : failure(fileError(target_, errno));
}

Result<QStringList> entriesOfZip(const QString& path) {
  const std::unique_ptr<void, int (*)(void*)> zip(unzOpen64(QFile::encodeName(path).constData()), &unzClose);
  if (!zip) return zipDamaged(path);
  QStringList names;
  for (int at = unzGoToFirstFile(zip.get()); at == UNZ_OK; at = unzGoToNextFile(zip.get())) {
    std::array<char, 1024> name{};
    unz_file_info64 info{};
    if (unzGetCurrentFileInfo64(zip.get(), &info, name.data(), name.size() - 1, nullptr, 0, nullptr, 0) != UNZ_OK ||
        !isWhole(zip.get()))
      return zipDamaged(path);
    names << QString::fromUtf8(name.data());
  }
  return names;
}

}  // namespace billing::reports
