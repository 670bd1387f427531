// Reads CSV after RFC 4180, a record at a time, and knows nothing of how it was written: for looking at a file again.
#pragma once

#include <QByteArrayList>
#include <QIODevice>
#include <optional>

#include "support/result.h"

namespace billing::reports {

class CsvReader {
 public:
  /// Skips a byte order mark. `device` outlives this.
  CsvReader(QIODevice& device, char delimiter);
  /// nullopt at the end. Corrupt "bad_csv": a quote in the middle of a field, or one that is never closed.
  [[nodiscard]] Result<std::optional<QByteArrayList>> next();

 private:
  /// -1 at the end.
  [[nodiscard]] int get();
  [[nodiscard]] int peek();
  [[nodiscard]] Result<QByteArray> quotedField();
  QIODevice& device_;
  const char delimiter_;
  QByteArray block_;
  qsizetype at_ = 0;
};

}  // namespace billing::reports
