// What servers say about time: their clock, and when they want to be asked again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "http/client.h"
#include "support/instant.h"

namespace billing::providers {

/// RFC 9110 5.6.7, the form that is sent today: "Sun, 06 Nov 1994 08:49:37 GMT". nullopt when it is anything else.
[[nodiscard]] std::optional<Instant> fromHttpDate(const std::string& text);

/// The server's clock less ours in milliseconds, from its Date field (ApiAnswer::date), which has whole seconds: less
/// than two seconds mean nothing. nullopt without a readable date.
[[nodiscard]] std::optional<std::int64_t> clockSkewMs(const std::string& dateField, Instant now);

/// How long the server asks to be left alone: `retry-after-ms`, else `Retry-After` in seconds or as a date. Not
/// negative; nullopt when it does not say.
[[nodiscard]] std::optional<std::int64_t> retryAfterMs(const http::ClientAnswer& answer, Instant now);

/// How long until a used-up rate limit is renewed: `X-RateLimit-Remaining: 0` with `X-RateLimit-Reset`, in seconds
/// from now or since 1970. nullopt while some of it is left.
[[nodiscard]] std::optional<std::int64_t> rateLimitMs(const http::ClientAnswer& answer, Instant now);

}  // namespace billing::providers
