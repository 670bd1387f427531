// The first thing that happens to a delivery: its bytes are on disk before anybody is told that it arrived.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// One delivery, judged but not yet processed.
struct IncomingEvent {
  std::string provider;  ///< "dodo" or "stripe"
  std::string eventId;   ///< empty when unknown: such a delivery can only be stored as rejected
  std::string route;
  std::string type;  ///< the provider's word, empty when the body does not say
  Instant receivedAt;
  std::optional<Instant> occurredAt;
  bool accepted = false;       ///< signature and payload are good: it will be processed
  std::string verdict = "ok";  ///< "ok" or the reason why the signature was refused
  std::string payload = "ok";  ///< "ok" or what is wrong with the body
  std::string detail;          ///< the sentence behind verdict or payload
  std::string secretLabel;     ///< which secret matched
  std::string origin = "delivered";
  int httpStatus = 200;  ///< what the sender is told when storing succeeds
  std::string remote;    ///< "127.0.0.1:53122"
  std::string headers;   ///< JSON array of [name, value] as received
  std::string body;      ///< raw bytes
};

enum class InboxDisposition {
  Stored,                ///< a new event, pending
  Duplicate,             ///< same id, same bytes: one attempt more
  DuplicateBodyChanged,  ///< same id, other bytes: one attempt more, flagged
  Rejected,              ///< kept with its reason, without effect
};

struct InboxReceipt {
  std::int64_t eventRow = 0;
  InboxDisposition disposition = InboxDisposition::Stored;
};

/// Writes event and attempt in one transaction under UNIQUE(provider, event id). Thread-safe.
class EventInbox {
 public:
  using Done = std::function<void(Result<InboxReceipt>)>;
  virtual ~EventInbox() = default;
  /// `done` runs on the writer's thread after the commit that holds the event is on disk, or with the error that
  /// prevented it (Full, ReadOnly, Corrupt, Busy). It must only post.
  virtual void put(IncomingEvent event, Done done) = 0;
};

}  // namespace billing::store
