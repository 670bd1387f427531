#include "localapi/ratelimit.h"

#include <algorithm>

namespace billing::localapi {
namespace {

constexpr std::int64_t oneRequest = 60'000;  // of a bucket that gains perMinute each millisecond
constexpr std::size_t mostBuckets = 1024;

}  // namespace

void RateLimit::refill(Bucket& bucket, std::int64_t nowMs) const {
  const std::int64_t full = perMinute_ * oneRequest;
  const std::int64_t gone = std::clamp<std::int64_t>(nowMs - bucket.at, 0, 60'000);
  bucket.sixtyThousandths = std::min(full, bucket.sixtyThousandths + gone * perMinute_);
  bucket.at = nowMs;
}

// A full bucket says no more than none. A crowd of keys that are all in use loses its oldest claims, not its memory.
void RateLimit::forgetFull(std::int64_t nowMs) {
  if (buckets_.size() < mostBuckets) return;
  for (auto& [key, bucket] : buckets_) refill(bucket, nowMs);
  std::erase_if(buckets_, [&](const auto& entry) { return entry.second.sixtyThousandths == perMinute_ * oneRequest; });
  if (buckets_.size() >= mostBuckets) buckets_.clear();
}

std::optional<int> RateLimit::take(const std::string& key, std::int64_t nowMs) {
  if (!buckets_.contains(key)) forgetFull(nowMs);
  Bucket& bucket = buckets_.try_emplace(key, Bucket{perMinute_ * oneRequest, nowMs}).first->second;
  refill(bucket, nowMs);
  if (bucket.sixtyThousandths >= oneRequest) {
    bucket.sixtyThousandths -= oneRequest;
    return std::nullopt;
  }
  const std::int64_t waitMs = (oneRequest - bucket.sixtyThousandths + perMinute_ - 1) / perMinute_;
  return static_cast<int>((waitMs + 999) / 1000);
}

}  // namespace billing::localapi
