// Stored webhook events on their way through the processor: what waits, and what became of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// An event that waits to be processed, with the bytes to read.
struct PendingEvent {
  std::int64_t row = 0;
  Provider provider = Provider::Dodo;
  std::string eventId;
  std::string type;    ///< the provider's word; empty when the body did not say
  std::string origin;  ///< delivered, fired, replayed, demo
  Instant receivedAt;  ///< of the first attempt
  std::string body;    ///< raw bytes of the newest attempt whose signature and payload were good
};

/// What an event did to one object.
struct Effect {
  std::string entity;  ///< subscription, customer, payment, invoice, refund, dispute, usage, price
  std::string externalId;
  std::string before = "{}";  ///< JSON object of the changed fields
  std::string after = "{}";
  std::string outcome;  ///< created, updated, unchanged, stale
};

/// What became of an event.
struct EventOutcome {
  std::string state;  ///< applied, stale, unchanged, unhandled, dead
  std::string error;  ///< why it is dead; empty otherwise
  std::string effectSummary;
  std::string subject;  ///< the lane: subscription id, else the id of the main object
  std::string customerExternalId;
  std::optional<Instant> occurredAt;  ///< nullopt leaves what the delivery said
  Instant processedAt;
};

/// An event that is to be tried once more, as it was before.
struct RetriedEvent {
  QString eventId, customerExternalId, state, error;
};

/// Used on the writer's thread, within Database::write.
class WebhookEventRepository {
 public:
  /// Oldest first, at most `limit`.
  [[nodiscard]] static Result<std::vector<PendingEvent>> pending(WriteContext& context, int limit);
  /// Whether it still waits to be processed.
  [[nodiscard]] static Result<bool> isPending(WriteContext& context, std::int64_t row);
  /// Writes outcome and effects. Empty subject and customer leave what is there. An event that is no longer pending is
  /// left alone.
  [[nodiscard]] static Result<void> finish(WriteContext& context, std::int64_t row, const EventOutcome& outcome,
                                           const std::vector<Effect>& effects);
  /// Those of these ids that are not stored yet, in their order. On any connection.
  [[nodiscard]] static Result<std::vector<std::string>> unknownAmong(WriteContext& context, Provider provider,
                                                                     const std::vector<std::string>& eventIds);
  /// When the newest event that the provider itself sent or gave us happened. On any connection.
  [[nodiscard]] static Result<std::optional<Instant>> newestGenuine(WriteContext& context, Provider provider);
  /// No delivery was ever stored. Runs on any connection.
  [[nodiscard]] static Result<bool> isEmpty(WriteContext& context);
  /// Dead and unhandled events among `rows` become pending again; gives those that did, as they were.
  [[nodiscard]] static Result<std::vector<RetriedEvent>> setPending(WriteContext& context,
                                                                    const std::vector<std::int64_t>& rows);
};

}  // namespace billing::store
