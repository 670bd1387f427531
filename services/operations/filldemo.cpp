#include "operations/filldemo.h"

#include <map>

#include "operations/demo/democlock.h"
#include "operations/demo/demoinbox.h"
#include "operations/demo/demosender.h"
#include "operations/demo/demowire.h"
#include "store/repositories/webhookeventrepository.h"
#include "webhooks/listener.h"
#include "webhooks/processor.h"
#include "webhooks/wakinginbox.h"

namespace billing::operations {
namespace {

constexpr std::int64_t kTogetherMs = 20'000;  // deliveries within so long are sent beside each other

Result<void> check(const DemoRequest& request) {
  if (request.customers >= 1 && request.customers <= 100'000 && request.months >= 1 && request.months <= 36) return {};
  return failure(ErrorKind::InvalidInput, "demo_size", "The demo cannot have this size", {},
                 "1 to 100000 customers, 1 to 36 months");
}

Result<void> checkEmpty(store::Database& database) {
  auto answer = database.read<bool>([&database](QSqlDatabase& connection) {
    store::WriteContext context(connection, database.dialect());
    return store::WebhookEventRepository::isEmpty(context);
  });
  const Result<bool> empty = answer.result();
  if (!empty) return failure(empty.error());
  if (*empty) return {};
  return failure(ErrorKind::Conflict, "demo_not_empty", "The database already holds events",
                 "the demo would mix with them", "Give the name of a new file");
}

// Nobody but the generator connects: its connections may wait as long as a busy machine makes them.
webhooks::ListenerConfig patientListener(const DemoWire& wire) {
  webhooks::ListenerConfig config;
  config.routes = wire.routes();
  config.headerDeadlineMs = config.bodyDeadlineMs = config.idleDeadlineMs = 10 * 60 * 1000;
  return config;
}

// Sends the year batch by batch: what happened within a few seconds goes out together, under one time of the clock.
class Generator {
 public:
  Generator(store::Database& database, const DemoRequest& request, const DemoProgress& progress, CancelToken cancel)
      : request_(request),
        progress_(progress),
        cancel_(std::move(cancel)),
        wire_(request.seed),
        clock_(request.now),
        processor_(database, clock_),
        demoInbox_(database.inbox()),
        inbox_(demoInbox_, processor_),
        listener_(patientListener(wire_), inbox_, clock_) {}

  Result<DemoReport> run() {
    deliveries_ = demoYear(request_);
    if (deliveries_.empty()) return report_;
    clock_.set(deliveries_.front().deliverAt);
    const auto port = listener_.start();
    if (!port) return failure(port.error());
    processor_.start();
    DemoSender sender(*port);
    for (std::size_t begin = 0; begin < deliveries_.size();) {
      if (cancel_.cancelled())
        return failure(ErrorKind::Cancelled, "cancelled", "The demo was stopped before its year was over");
      const std::size_t end = endOfBatch(begin);
      if (auto sent = sendBatch(sender, begin, end); !sent) return failure(sent.error());
      begin = end;
      if (progress_) progress_(static_cast<int>(begin), static_cast<int>(deliveries_.size()));
    }
    if (auto drained = processor_.drain(); !drained) return failure(drained.error());
    return report_;
  }

 private:
  std::size_t endOfBatch(std::size_t begin) const {
    std::size_t end = begin + 1;
    while (end < deliveries_.size() && deliveries_[end].deliverAt.ms - deliveries_[begin].deliverAt.ms < kTogetherMs)
      ++end;
    return end;
  }

  Result<void> sendBatch(DemoSender& sender, std::size_t begin, std::size_t end) {
    const Instant now{deliveries_[end - 1].deliverAt.ms + 400};
    clock_.set(now);
    std::map<std::string, DemoSender::Lane> lanes;
    for (std::size_t i = begin; i < end; ++i) {
      auto requests = wire_.requests(deliveries_[i], now);
      if (!requests) return failure(requests.error());
      ++report_.events;
      for (WireRequest& request : *requests) {
        ++report_.requests;
        report_.refused += request.accepted ? 0 : 1;
        lanes[deliveries_[i].lane].push_back(std::move(request));
      }
    }
    std::vector<DemoSender::Lane> all;
    for (auto& [lane, requests] : lanes) all.push_back(std::move(requests));
    return sender.send(std::move(all), [this] { return processor_.drain(); });
  }

  const DemoRequest request_;
  const DemoProgress& progress_;
  const CancelToken cancel_;
  DemoReport report_;
  DemoWire wire_;
  DemoClock clock_;
  webhooks::Processor processor_;
  DemoInbox demoInbox_;
  webhooks::WakingInbox inbox_;
  webhooks::Listener listener_;
  std::vector<DemoDelivery> deliveries_;
};

}  // namespace

Result<DemoReport> fillDemo(store::Database& database, const DemoRequest& request, const DemoProgress& progress,
                            CancelToken cancel) {
  if (auto good = check(request).and_then([&] { return checkEmpty(database); }); !good) return failure(good.error());
  return Generator(database, request, progress, std::move(cancel)).run();
}

}  // namespace billing::operations
