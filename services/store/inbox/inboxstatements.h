// The two statements of the hot path. SQLite has its own, without Qt in between; the servers share one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/eventinbox.h"
#include "store/writecontext.h"

namespace billing::store {

/// What is written of a delivery besides its own facts.
struct InboxEntry {
  const IncomingEvent& event;
  std::string_view state;   ///< pending, dead or rejected
  std::string_view error;   ///< why it is dead
  std::string_view sha256;  ///< 32 bytes, of the body
  bool known = false;       ///< the event id may be trusted and is unique
};

class InboxStatements {
 public:
  virtual ~InboxStatements() = default;
  /// The new row; nullopt when provider and event id are there already.
  virtual Result<std::optional<std::int64_t>> insertEvent(WriteContext& context, const InboxEntry& entry) = 0;
  virtual Result<void> insertAttempt(WriteContext& context, const InboxEntry& entry, std::int64_t eventRow, int number,
                                     bool withBody) = 0;
  [[nodiscard]] static std::unique_ptr<InboxStatements> of(Dialect dialect);
};

}  // namespace billing::store
