// The inbox's statements for the servers, where the way to them costs more than Qt in between.
#pragma once

#include "store/inbox/inboxstatements.h"

namespace billing::store {

class ServerInboxStatements final : public InboxStatements {
 public:
  Result<std::optional<std::int64_t>> insertEvent(WriteContext& context, const InboxEntry& entry) override;
  Result<void> insertAttempt(WriteContext& context, const InboxEntry& entry, std::int64_t eventRow, int number,
                             bool withBody) override;
};

}  // namespace billing::store
