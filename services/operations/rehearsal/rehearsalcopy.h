// The database once more, in a private temporary folder: what is done to it is thrown away.
#pragma once

#include <QTemporaryDir>
#include <memory>

#include "store/database.h"

namespace billing::operations {

class RehearsalCopy {
 public:
  /// As the original is at this moment, while others go on writing to it. Unavailable "not_sqlite" for a server's
  /// database; Full, Cancelled. `clock` outlives it.
  [[nodiscard]] static Result<std::unique_ptr<RehearsalCopy>> of(store::Database& original, const Clock& clock,
                                                                 const CancelToken& cancel);
  [[nodiscard]] store::Database& database() { return *database_; }
  [[nodiscard]] qint64 bytes() const { return bytes_; }

 private:
  QTemporaryDir folder_;
  qint64 bytes_ = 0;
  std::unique_ptr<store::Database> database_;
};

}  // namespace billing::operations
