// Counts what was asked of the local API and how it was answered.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "operations/servicelevel.h"

namespace billing::localapi {

/// Upper ends of the latency classes in microseconds; beyond the last one is the class "+Inf".
inline constexpr std::array<std::int64_t, 11> latencyBounds{1'000,   5'000,   10'000,    25'000,    50'000,   100'000,
                                                            250'000, 500'000, 1'000'000, 2'500'000, 5'000'000};

struct RouteCounts {
  std::map<int, std::uint64_t> byStatus;
  std::array<std::uint64_t, latencyBounds.size() + 1> latency{};
  std::uint64_t count = 0;
  std::int64_t totalMicros = 0;
};

/// Thread-safe. Routes are few and known: what is no route counts as "other".
class RequestBoard {
 public:
  void record(std::string_view route, int status, std::int64_t micros);
  /// Turned away at the door (no token, wrong method): counted, but no part of the service level.
  void recordRefusal(std::string_view route, int status);
  [[nodiscard]] operations::ServiceLevel serviceLevel() const;
  [[nodiscard]] std::map<std::string, RouteCounts> counts() const;

 private:
  struct Recent {
    bool failed = false;
    std::int64_t micros = 0;
  };
  RouteCounts& of(std::string_view route);
  mutable std::mutex mutex_;
  std::map<std::string, RouteCounts, std::less<>> routes_;
  std::deque<Recent> recent_;
};

}  // namespace billing::localapi
