// A ZIP of finished files, written to a path that is not yet anybody's (reports/file/atomicfile.h).
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <memory>

#include "support/instant.h"
#include "support/result.h"

namespace billing::reports {

class ZippedFile {
 public:
  /// Over what is at `path`; `target` is what errors call it. Full, ReadOnly.
  [[nodiscard]] static Result<std::unique_ptr<ZippedFile>> at(const QString& path, const QString& target, Instant now);
  ~ZippedFile();
  ZippedFile(const ZippedFile&) = delete;
  ZippedFile& operator=(const ZippedFile&) = delete;
  /// Under its name, or one with a number where that is taken: "a.pdf", "a (2).pdf".
  [[nodiscard]] Result<void> add(const QString& name, const QByteArray& bytes);
  /// Nothing can be added after it.
  [[nodiscard]] Result<void> finish();

 private:
  ZippedFile(void* zip, QString target, Instant now);
  void* zip_;
  const QString target_;
  const Instant now_;
  QStringList taken_;  ///< in lower case: some file systems do not tell capitals apart
};

/// Names and sizes as they stand in the file, every entry unpacked and its checksum compared. Corrupt "zip_damaged".
[[nodiscard]] Result<QStringList> entriesOfZip(const QString& path);

}  // namespace billing::reports
