// The post office of a demo: a listener, an inbox and a processor on one database and one clock, and the sender that
// carries deliveries to them over HTTP.
#pragma once

#include <map>
#include <optional>
#include <span>

#include "operations/demo/democlock.h"
#include "operations/demo/demodelivery.h"
#include "operations/demo/demoinbox.h"
#include "operations/demo/demosender.h"
#include "operations/demo/demowire.h"
#include "store/database.h"
#include "webhooks/listener.h"
#include "webhooks/processor.h"
#include "webhooks/wakinginbox.h"

namespace billing::operations {

/// Belongs to the thread that made it and blocks it.
class DemoPost {
 public:
  /// `rules` may be missing; they outlive this.
  DemoPost(store::Database& database, DemoWire wire, Instant start, webhooks::EventRules* rules = nullptr);

  [[nodiscard]] Result<void> open();
  /// What happened within a few seconds, under one time of the clock: lanes beside each other.
  [[nodiscard]] Result<void> sendTogether(std::span<const DemoDelivery> deliveries);
  /// In their order, together what belongs together.
  [[nodiscard]] Result<void> sendAll(std::span<const DemoDelivery> deliveries);
  /// Until all that was sent has been processed.
  [[nodiscard]] Result<void> drain() { return processor_.drain(); }

  /// How many of the first deliveries go out together.
  [[nodiscard]] static std::size_t together(std::span<const DemoDelivery> deliveries);

  [[nodiscard]] int events() const { return events_; }      ///< deliveries sent
  [[nodiscard]] int requests() const { return requests_; }  ///< that carried them
  [[nodiscard]] int refused() const { return refused_; }    ///< of those, refused as they should be

 private:
  DemoWire wire_;
  DemoClock clock_;
  webhooks::Processor processor_;
  DemoInbox demoInbox_;
  webhooks::WakingInbox inbox_;
  webhooks::Listener listener_;
  std::optional<DemoSender> sender_;
  int events_ = 0, requests_ = 0, refused_ = 0;
};

}  // namespace billing::operations
