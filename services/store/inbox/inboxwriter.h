// Decides what a delivery is (new, repeated, repeated with other bytes, refused) and writes it. On the writer's thread.
#pragma once

#include <string>

#include "store/eventinbox.h"
#include "store/writecontext.h"

namespace billing::store {

/// Verdict of an event that we asked the provider's API for, because its delivery was missed. Its origin is "fetched".
inline constexpr const char* kFetchedVerdict = "from_api";

/// `sha256` is the hash of the body, 32 bytes. The context must have statements.
[[nodiscard]] Result<InboxReceipt> writeDelivery(WriteContext& context, const IncomingEvent& event,
                                                 const std::string& sha256);

}  // namespace billing::store
