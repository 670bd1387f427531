// Live mode starts locked. Unlocked with a reason, it locks itself again after a quarter of an hour without a hand on
// it. Pure: time is an argument.
#pragma once

#include <QString>
#include <optional>

#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

class LiveLock {
 public:
  static constexpr std::int64_t kIdleMs = 15LL * 60 * 1000;
  explicit LiveLock(bool live) : live_(live) {}

  [[nodiscard]] bool live() const { return live_; }
  /// Test mode is never locked.
  [[nodiscard]] bool locked(Instant now) const;
  /// InvalidInput "reason_missing" below 3 characters.
  [[nodiscard]] Result<void> unlock(const QString& by, const QString& reason, Instant now);
  void lock() { until_.reset(); }
  /// A hand moved: the quarter of an hour begins anew. Nothing while it is locked.
  void touched(Instant now);
  [[nodiscard]] std::optional<Instant> until() const { return until_; }
  [[nodiscard]] const QString& by() const { return by_; }
  [[nodiscard]] const QString& reason() const { return reason_; }
  /// Forbidden "live_locked" with what to do.
  [[nodiscard]] Result<void> check(Instant now) const;

 private:
  const bool live_;
  std::optional<Instant> until_;
  QString by_, reason_;
};

}  // namespace billing::operations
