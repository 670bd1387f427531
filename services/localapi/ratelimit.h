// So many requests a minute for each key (a token and a client), in bursts up to as many: a token bucket.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace billing::localapi {

/// Not thread-safe: used on the listener's thread. Time is a steady clock's, in milliseconds.
class RateLimit {
 public:
  explicit RateLimit(int perMinute) : perMinute_(perMinute > 0 ? perMinute : 1) {}
  /// Takes one request; nullopt when it may go on, else the whole seconds until it may.
  [[nodiscard]] std::optional<int> take(const std::string& key, std::int64_t nowMs);

 private:
  struct Bucket {
    std::int64_t sixtyThousandths = 0, at = 0;
  };
  void forgetFull(std::int64_t nowMs);
  void refill(Bucket& bucket, std::int64_t nowMs) const;

  std::int64_t perMinute_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace billing::localapi
