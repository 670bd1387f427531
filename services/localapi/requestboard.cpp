#include "localapi/requestboard.h"

#include <algorithm>
#include <vector>

namespace billing::localapi {
namespace {

constexpr std::size_t remembered = 1000;
constexpr std::int64_t slowMicros = 500'000;

}  // namespace

RouteCounts& RequestBoard::of(std::string_view route) {
  const auto found = routes_.find(route);
  return found != routes_.end() ? found->second : routes_.emplace(std::string(route), RouteCounts{}).first->second;
}

void RequestBoard::recordRefusal(std::string_view route, int status) {
  const std::scoped_lock lock(mutex_);
  ++of(route).byStatus[status];
}

void RequestBoard::record(std::string_view route, int status, std::int64_t micros) {
  const std::scoped_lock lock(mutex_);
  RouteCounts& counts = of(route);
  ++counts.byStatus[status];
  ++counts.count;
  counts.totalMicros += micros;
  const auto bound = std::ranges::lower_bound(latencyBounds, micros);
  ++counts.latency[static_cast<std::size_t>(bound - latencyBounds.begin())];
  recent_.push_back({status >= 500, micros});
  if (recent_.size() > remembered) recent_.pop_front();
}

operations::ServiceLevel RequestBoard::serviceLevel() const {
  operations::ServiceLevel level;
  std::vector<std::int64_t> micros;
  {
    const std::scoped_lock lock(mutex_);
    for (const Recent& one : recent_) {
      level.errors += one.failed ? 1 : 0;
      level.slow += one.micros >= slowMicros ? 1 : 0;
      micros.push_back(one.micros);
    }
  }
  level.requests = static_cast<std::int64_t>(micros.size());
  if (micros.empty()) return level;
  std::ranges::sort(micros);
  level.medianMicros = micros[(micros.size() - 1) / 2];
  level.p95Micros = micros[(micros.size() * 95 + 99) / 100 - 1];
  return level;
}

std::map<std::string, RouteCounts> RequestBoard::counts() const {
  const std::scoped_lock lock(mutex_);
  return {routes_.begin(), routes_.end()};
}

}  // namespace billing::localapi
