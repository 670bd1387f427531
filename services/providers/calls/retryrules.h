// What may be done after one attempt of a call, decided from how far it came and what was answered. Pure; the rule is
// told at the top of transport.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "http/client.h"

namespace billing::providers {

/// What a call is, as far as repeating it goes.
struct CallNature {
  bool read = true;         ///< GET or HEAD
  bool repeatable = false;  ///< a write that cannot be done twice: a key the provider honours, or safeToRepeat
  bool wantsJson = true;
};

enum class Verdict {
  Good,         ///< 2xx, complete and of the kind that was asked for
  Again,        ///< not done, or harmless twice; asking again can help
  Refused,      ///< not done; asking again does not help
  Unconfirmed,  ///< a write that may have been done
};

/// `shouldRetry`: what the provider says about it, where it does. It can forbid repeating, and allow it where repeating
/// is harmless; it never makes a blind write harmless.
[[nodiscard]] Verdict judge(const http::Exchange& exchange, const CallNature& nature, std::optional<bool> shouldRetry);

/// Whether the refusal of a later attempt of a write with a key also tells what became of earlier attempts that were
/// never answered. Stripe looks the key up after it has let the caller in and before the endpoint runs, and repeats
/// what it stored; it stores nothing of what it turned away before (docs.stripe.com/api/idempotent_requests). So these
/// settle:
/// - a repeated answer (Idempotent-Replayed), whatever it says: it is the outcome of the attempt that ran;
/// - 402 and 404 of Stripe's own (with its request id): the endpoint ran now, so no earlier attempt was done.
/// Nothing else does: 401, 403 and 429 are said before the key is looked up; 400 may be, or may complain about the key
/// because it was used; 409 is a twin at work; a redirect, or an answer without a request id, is somebody else's.
[[nodiscard]] bool settlesEarlierAttempts(const http::ClientAnswer& answer, std::string_view requestIdField);

/// JSON was asked for, and this is something else; an empty body is no contradiction.
[[nodiscard]] bool isNotJson(const http::ClientAnswer& answer);

/// Before the attempt after the `done`th (from 1): half a second, doubled each time, at most 8 s, less up to a quarter
/// by `chance` (0 to 1), so that not everybody returns at once.
[[nodiscard]] std::int64_t backoffMs(int done, double chance);

}  // namespace billing::providers
