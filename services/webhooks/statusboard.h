// Counts what happens to deliveries and remembers the last hundred, so that a silent total failure does not look like a
// quiet hour.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "webhooks/listener.h"

namespace billing::webhooks {

/// Thread-safe.
class StatusBoard {
 public:
  enum class Outcome {
    Accepted,
    Duplicate,
    Rejected,      ///< stored, without effect
    StoreFailure,  ///< not stored: the sender has to come again
    Refused,       ///< not read to its end, or not for us
    Aborted,       ///< the sender hung up
  };

  void record(Outcome outcome, Instant at, std::string_view reason = {}, std::string_view detail = {});
  void setListening(std::uint16_t port);
  void setStopped(std::string error);
  void setConnections(int count);
  [[nodiscard]] ListenerStatus status() const;
  /// The last delivery that had to be stored could not be.
  [[nodiscard]] bool storeFails() const;
  /// See Listener::onStatusChanged.
  void onChange(std::function<void()> callback);

 private:
  struct Recent {
    bool failed = false;
    std::string reason, detail;
  };
  void count(Outcome outcome);
  void tell();

  mutable std::mutex mutex_;
  ListenerStatus status_;
  std::deque<Recent> recent_;
  bool storeFails_ = false;
  mutable bool told_ = false;
  std::function<void()> callback_;
};

}  // namespace billing::webhooks
