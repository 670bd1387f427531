#include "operations/demo/demopost.h"

namespace billing::operations {
namespace {

constexpr std::int64_t kTogetherMs = 20'000;  // deliveries within so long are sent beside each other

// Nobody but the generator connects: its connections may wait as long as a busy machine makes them.
webhooks::ListenerConfig patientListener(const DemoWire& wire) {
  webhooks::ListenerConfig config;
  config.routes = wire.routes();
  config.headerDeadlineMs = config.bodyDeadlineMs = config.idleDeadlineMs = 10 * 60 * 1000;
  return config;
}

}  // namespace

DemoPost::DemoPost(store::Database& database, DemoWire wire, Instant start, webhooks::EventRules* rules)
    : wire_(std::move(wire)),
      clock_(start),
      processor_(database, clock_, rules),
      demoInbox_(database.inbox()),
      inbox_(demoInbox_, processor_),
      listener_(patientListener(wire_), inbox_, clock_) {}

Result<void> DemoPost::open() {
  const auto port = listener_.start();
  if (!port) return failure(port.error());
  processor_.start();
  sender_.emplace(*port);
  return {};
}

std::size_t DemoPost::together(std::span<const DemoDelivery> deliveries) {
  std::size_t count = 0;
  while (count < deliveries.size() && deliveries[count].deliverAt.ms - deliveries.front().deliverAt.ms < kTogetherMs)
    ++count;
  return count;
}

Result<void> DemoPost::sendTogether(std::span<const DemoDelivery> deliveries) {
  if (deliveries.empty()) return {};
  const Instant now{deliveries.back().deliverAt.ms + 400};
  clock_.set(now);
  std::map<std::string, DemoSender::Lane> lanes;
  for (const DemoDelivery& delivery : deliveries) {
    auto requests = wire_.requests(delivery, now);
    if (!requests) return failure(requests.error());
    ++events_;
    for (WireRequest& request : *requests) {
      ++requests_;
      refused_ += request.accepted ? 0 : 1;
      lanes[delivery.lane].push_back(std::move(request));
    }
  }
  std::vector<DemoSender::Lane> all;
  all.reserve(lanes.size());
  for (auto& [lane, requests] : lanes) all.push_back(std::move(requests));
  return sender_->send(std::move(all), [this] { return processor_.drain(); });
}

Result<void> DemoPost::sendAll(std::span<const DemoDelivery> deliveries) {
  while (!deliveries.empty()) {
    const std::size_t count = together(deliveries);
    if (auto sent = sendTogether(deliveries.first(count)); !sent) return sent;
    deliveries = deliveries.subspan(count);
  }
  return {};
}

}  // namespace billing::operations
