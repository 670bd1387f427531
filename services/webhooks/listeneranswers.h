// What senders and probes are told: small JSON, the same words as in the log.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"
#include "support/result.h"
#include "webhooks/listener.h"

namespace billing::webhooks {

inline constexpr std::string_view healthPath = "/healthz";

/// 200 {"received":true,"duplicate":false,"event":"evt_1"}
[[nodiscard]] http::Answer receivedAnswer(std::string_view eventId, bool duplicate);

/// 503 with Retry-After: the event is not on disk, the sender has to come again.
[[nodiscard]] http::Answer notStoredAnswer(const Error& error);

/// "store_full", "store_read_only", "store_busy", "store_corrupt" or "store_failed".
[[nodiscard]] std::string_view storeReason(const Error& error);

/// 200 {"status":"ok","port":4242,"accepted":12,"last_delivery":"2026-03-01T12:00:00Z"}, or 503 while storing fails.
[[nodiscard]] http::Answer healthAnswer(const ListenerStatus& status, bool storeFails);

}  // namespace billing::webhooks
