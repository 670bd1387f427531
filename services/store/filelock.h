// Keeps a second program away from the same database file. The kernel drops the lock when the holder ends, however it
// ends.
#pragma once

#include <QString>

#include "support/result.h"

namespace billing::store {

/// Holds an exclusive lock on "<database>.lock", whose content tells people who holds it. The file stays behind,
/// unlocked.
class FileLock {
 public:
  /// Busy (naming program, pid and host) when somebody else holds it; ReadOnly or Full when the lock file cannot be
  /// made.
  [[nodiscard]] static Result<FileLock> take(const QString& databaseFile);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace billing::store
