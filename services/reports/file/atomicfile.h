// A file that is there whole or not at all: written beside its place, on the disk before it is put there.
#pragma once

#include <QFile>
#include <QString>

#include "support/result.h"

namespace billing::reports {

/// What the system said of a file, for people: Full "disk_full", ReadOnly "not_writable", Unavailable "not_written".
[[nodiscard]] Error fileError(const QString& path, int systemError);

/// After a new name in a folder: without this it may be lost with the power. `path`: what stands in that folder.
void syncFolderOf(const QString& path);

class AtomicFile {
 public:
  /// A new file in the same folder. Conflict "file_exists" unless it may be replaced; ReadOnly, Full.
  [[nodiscard]] static Result<std::unique_ptr<AtomicFile>> beside(const QString& path, bool overwrite);
  /// What was not published is gone.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  [[nodiscard]] const QString& temporaryPath() const { return temporary_; }
  [[nodiscard]] Result<void> write(const QByteArray& bytes);
  /// For those that write by the path themselves: what is there now is what counts.
  void closeForOthers();
  /// On the disk, not only in the system's memory.
  [[nodiscard]] Result<void> sync();
  /// In its place. Conflict "file_exists" also where one has appeared meanwhile.
  [[nodiscard]] Result<void> publish();

 private:
  AtomicFile(QString path, QString temporary, int descriptor, bool overwrite);
  const QString path_, temporary_;
  int descriptor_;
  const bool overwrite_;
  bool published_ = false;
};

}  // namespace billing::reports
