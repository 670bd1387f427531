// Sends what the provider would send: signed events, posted to the workspace's own webhook route like any delivery.
#pragma once

#include <QThread>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

#include "operations/checkouts/letterwriter.h"
#include "support/instant.h"
#include "webhooks/listener.h"

namespace billing::localapi {

/// Owns its thread, which sends one message after the other. Thread-safe.
class ProviderMessenger {
 public:
  using Done = std::function<void(Result<void>)>;

  /// `settle` blocks until stored events are processed.
  ProviderMessenger(const Clock& clock, std::function<void()> settle);
  ~ProviderMessenger();

  /// Posts the letters in their order, waits until they are processed, then calls `done` on the messenger's thread.
  /// Unavailable "delivery_failed" with the route's answer when one is not accepted: those after it are not sent.
  void send(std::uint16_t port, webhooks::ListenerRoute route, operations::ProviderLetters letters, Done done);
  /// What waits is answered with Cancelled. Blocks until the running one is over.
  void stop();

 private:
  struct Message {
    std::uint16_t port = 0;
    webhooks::ListenerRoute route;
    operations::ProviderLetters letters;
    Done done;
  };
  void loop();
  [[nodiscard]] Result<void> deliver(const Message& message) const;

  const Clock& clock_;
  const std::function<void()> settle_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Message> messages_;
  bool stopping_ = false;
  std::unique_ptr<QThread> thread_;
};

}  // namespace billing::localapi
