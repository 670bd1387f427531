// What was heard of a call, and its row, in one transaction. Within this room only.
#pragma once

#include "operations/admin/opencall.h"

namespace billing::operations::outbox {

struct Outcome {
  store::OutboxRow row;  ///< as it is to be
  const char* stage;     ///< of the audit entry
  Heard heard;
  Instant sentAt;  ///< when what was heard had been asked for
};
/// Merges what was heard into what we hold, lets the rules follow (accounts, credits, access), moves the row from the
/// state `from`, and notes both versions. An object that cannot be merged does not keep the outcome from being written.
[[nodiscard]] Result<void> writeOutcome(const Parts& parts, store::OutboxState from, const Outcome& outcome);

}  // namespace billing::operations::outbox
