// Sends signed deliveries from a thread of its own: paced, or one at a time.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "workspace/route.h"
#include "workspace/secretstore.h"

namespace billing::bench {

class Sender {
 public:
  Sender(std::uint16_t port, workspace::WebhookRoute route, workspace::Secret secret);
  ~Sender();

  /// One delivery on the caller's thread; the clock is read just before the bytes leave. Returns its event id.
  std::string sendOne(std::int64_t& sentAtNs);

  /// `perSecond` deliveries over eight connections until stop().
  void flood(int perSecond);
  void stop();
  [[nodiscard]] long sent() const { return sent_; }

 private:
  [[nodiscard]] std::string request(std::string& eventId);
  void pacedLoop(int perSecond);

  std::uint16_t port_;
  workspace::WebhookRoute route_;
  workspace::Secret secret_;
  std::atomic<bool> running_{false};
  std::atomic<long> sent_{0};
  std::atomic<std::uint64_t> serial_{0};
  std::vector<std::thread> threads_;
};

/// Nanoseconds of the monotonic clock.
[[nodiscard]] std::int64_t nowNs();

}  // namespace billing::bench
