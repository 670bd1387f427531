// Some stored events, read into our words, and their way through one write.
#pragma once

#include <vector>

#include "domain/billingevent.h"
#include "store/database.h"
#include "store/repositories/webhookeventrepository.h"
#include "webhooks/eventrules.h"

namespace billing::webhooks {

/// A stored event and what its bytes say, or why they say nothing.
struct ReadEvent {
  std::int64_t row = 0;
  Result<BillingEvent> event;
};

/// Never throws: whatever goes wrong becomes the error of that event.
[[nodiscard]] ReadEvent readEvent(const store::PendingEvent& pending, const EventRules* rules = nullptr);

/// Applies events in order until all are done, or some are and deliveries wait or time is up. Tells how many it did.
class EventBatch {
 public:
  EventBatch(std::vector<ReadEvent> events, Instant now, EventRules* rules = nullptr)
      : events_(std::move(events)), now_(now), rules_(rules) {}

  /// Within a write; may be run again from the start when the write is rolled back.
  [[nodiscard]] Result<void> apply(store::WriteContext& context);
  [[nodiscard]] std::size_t done() const { return done_; }
  [[nodiscard]] const std::vector<ReadEvent>& events() const { return events_; }

 private:
  [[nodiscard]] Result<void> applyOne(store::WriteContext& context, const ReadEvent& read) const;
  std::vector<ReadEvent> events_;
  Instant now_;
  EventRules* rules_;
  std::size_t done_ = 0;
};

/// Within a write: gives up on an event for good, with the reason.
[[nodiscard]] Result<void> bury(store::WriteContext& context, std::int64_t row, const Error& error, Instant now);

}  // namespace billing::webhooks
