// The local endpoint for webhooks: accepts on the loopback interface, verifies, stores, and only then answers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/eventinbox.h"
#include "support/instant.h"
#include "support/result.h"
#include "webhooks/localendpoint.h"
#include "workspace/route.h"
#include "workspace/secretstore.h"

namespace billing::webhooks {

struct ListenerRoute {
  workspace::WebhookRoute route;
  workspace::Secrets secrets;
};

struct ListenerConfig {
  std::uint16_t port = 0;  ///< 0: the system picks one
  std::vector<ListenerRoute> routes;
  std::size_t bodyLimit = 1048576;
  std::size_t headerLimit = 16384;
  std::size_t headerFields = 100;
  int headerDeadlineMs = 5000;  ///< absolute, from the first byte (or the accept)
  int bodyDeadlineMs = 10000;   ///< absolute
  int idleDeadlineMs = 5000;    ///< keep-alive
  int maxConnections = 256;
  std::shared_ptr<LocalEndpoint> local = {};  ///< serves the paths that it owns; nullptr: webhooks only
};

/// What the window's lamp and `/healthz` tell.
struct ListenerStatus {
  bool listening = false;
  std::uint16_t port = 0;
  std::string error;  ///< why it is not listening
  std::uint64_t deliveries = 0, accepted = 0, rejected = 0, duplicates = 0, storeFailures = 0;
  std::uint64_t refused = 0;  ///< requests that were not deliveries of ours or were malformed, too large, too slow
  std::uint64_t aborted = 0;  ///< senders that hung up in the middle
  int connections = 0;
  std::optional<Instant> lastDeliveryAt;
  int recentTotal = 0;   ///< of the last 100 deliveries and refused requests ...
  int recentFailed = 0;  ///< ... that many failed ...
  std::string
      commonReason;  ///< ... most often with this reason ("timestamp_too_old", "store_full"); empty when none failed
  std::string storeProblem;  ///< why the newest delivery could not be stored; empty while storing works
  std::string commonDetail;  ///< the sentence of the newest of those
};

/// Owns its thread. Thread-safe from outside.
class Listener {
 public:
  Listener(ListenerConfig config, store::EventInbox& inbox, const Clock& clock);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Binds 127.0.0.1 and, where it exists, [::1]. Busy with "port_in_use" names the process that holds the port where
  /// the system tells, and suggests the next free port in the hint.
  [[nodiscard]] Result<std::uint16_t> start();
  /// Stops accepting, lets running answers finish (at most `graceMs`), closes.
  void stop(int graceMs = 2000);

  [[nodiscard]] ListenerStatus status() const;
  /// Called on the listener's thread after a delivery or a change of state; must only post. Once for all that happens
  /// until status() is asked again, so that thousands of deliveries a second cost the asker one message at a time.
  void onStatusChanged(std::function<void()> callback);

  /// New routes or secrets from now on, without closing the port.
  void setRoutes(std::vector<ListenerRoute> routes);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace billing::webhooks
