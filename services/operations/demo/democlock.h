// The clock of the demo's year: set by the generator, read by listener and processor on their threads.
#pragma once

#include <atomic>

#include "support/instant.h"

namespace billing::operations {

class DemoClock final : public Clock {
 public:
  explicit DemoClock(Instant start) : ms_(start.ms) {}
  /// Three milliseconds pass with each look, so that no two deliveries arrive at once.
  [[nodiscard]] Instant now() const override { return {ms_.fetch_add(3, std::memory_order_relaxed)}; }
  void set(Instant instant) { ms_.store(instant.ms, std::memory_order_relaxed); }

 private:
  mutable std::atomic<std::int64_t> ms_;
};

}  // namespace billing::operations
