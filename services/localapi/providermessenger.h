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
  /// Runs `task` on the messenger's thread, after what was sent before. Dropped when it is stopping.
  void post(std::function<void()> task);
  /// The same as send(), at once; only from a task.
  [[nodiscard]] Result<void> deliver(std::uint16_t port, const webhooks::ListenerRoute& route,
                                     const operations::ProviderLetters& letters) const;
  /// What waits is answered with Cancelled. Blocks until the running one is over.
  void stop();

 private:
  /// One turn of the thread; told whether the messenger is stopping.
  using Turn = std::function<void(bool stopping)>;
  void push(Turn turn);
  void loop();

  const Clock& clock_;
  const std::function<void()> settle_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Turn> turns_;
  bool stopping_ = false;
  std::unique_ptr<QThread> thread_;
};

}  // namespace billing::localapi
