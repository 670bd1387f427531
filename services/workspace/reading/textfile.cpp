#include "workspace/reading/textfile.h"

#include <QFile>

namespace billing::workspace {

Result<std::string> readTextFile(const std::string& path) {
  constexpr qint64 most = 1 << 20;
  QFile file(QString::fromStdString(path));
  const auto unreadable = [&](const std::string& why) {
    return failure(ErrorKind::NotFound, "profile_unreadable", "The file " + path + " cannot be read", why,
                   "Check the path and the rights of the file");
  };
  if (!file.open(QIODevice::ReadOnly)) return unreadable(file.errorString().toStdString());
  const auto bytes = file.read(most + 1);
  if (file.error() != QFileDevice::NoError) return unreadable(file.errorString().toStdString());
  if (bytes.size() > most)
    return failure(ErrorKind::InvalidInput, "file_too_large", "The file " + path + " is larger than 1 MiB", {},
                   "Name a file of settings");
  return bytes.toStdString();
}

}  // namespace billing::workspace
