// From a delivery of the demo to the HTTP requests that carry it, mishaps included.
#pragma once

#include <string>
#include <vector>

#include "operations/demo/demodelivery.h"
#include "support/result.h"
#include "webhooks/listener.h"

namespace billing::operations {

struct WireRequest {
  std::string bytes;      ///< head and body
  bool accepted = true;   ///< the listener is expected to answer 2xx
  bool afterAll = false;  ///< only once everything before it has been processed
};

class DemoWire {
 public:
  /// Secrets follow from the seed: they sign made-up events inside one process and are never kept.
  explicit DemoWire(std::uint64_t seed);
  /// By the routes of a workspace; the first of each provider counts.
  DemoWire(std::uint64_t seed, const std::vector<workspace::WebhookRoute>& routes);
  [[nodiscard]] const std::vector<webhooks::ListenerRoute>& routes() const { return routes_; }
  /// `now` is what the listener's clock says at about that time.
  [[nodiscard]] Result<std::vector<WireRequest>> requests(const DemoDelivery& delivery, Instant now) const;

 private:
  struct Letter {
    std::string id;
    std::string body;
  };
  using Requests = std::vector<WireRequest>;
  [[nodiscard]] Result<Letter> compose(const DemoDelivery& delivery) const;
  [[nodiscard]] Result<void> addSigned(Requests& requests, Provider provider, const Letter& letter, Instant now,
                                       bool accepted, bool wrongSecret = false) const;
  [[nodiscard]] Result<void> addMishap(Requests& requests, const DemoDelivery& delivery, const Letter& letter,
                                       Instant now) const;
  [[nodiscard]] Result<void> addAftermath(Requests& requests, const DemoDelivery& delivery, const Letter& letter,
                                          Instant now) const;
  [[nodiscard]] const webhooks::ListenerRoute& route(Provider provider) const;

  std::vector<webhooks::ListenerRoute> routes_;
  workspace::Secret otherEndpoint_;
};

}  // namespace billing::operations
