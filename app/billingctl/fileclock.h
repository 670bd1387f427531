// A clock that a file sets: tests and rehearsals of what happens after a trial or a grace.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "support/instant.h"

namespace billing::ctl {

/// The file holds one instant in ISO 8601. From the moment it is read, time goes on; when it says something
/// else, that counts. An unreadable file leaves the clock as it was. Thread-safe.
class FileClock final : public Clock {
 public:
  explicit FileClock(std::string file) : file_(std::move(file)) {}
  [[nodiscard]] Instant now() const override;
  /// There is an instant in the file.
  [[nodiscard]] bool good() const;

 private:
  void readAnew() const;

  const std::string file_;
  mutable std::mutex mutex_;
  mutable std::string text_;
  mutable std::optional<Instant> base_;
  mutable std::chrono::steady_clock::time_point since_;
};

}  // namespace billing::ctl
