// Who may call: the key of a request, from Basic or Bearer, and what it may do.
#pragma once

#include <optional>

#include "sandbox/faces/face.h"
#include "sandbox/faces/stripe/refusal.h"

namespace billing::sandbox::stripe {

/// nullopt: let in. 401 for a missing, wrong, revoked or live key, 403 for a write with a read-only one. No message
/// holds more of a key than its kind and last four characters.
[[nodiscard]] std::optional<Refusal> refusedKey(const Call& call, const FaceOptions& options);

}  // namespace billing::sandbox::stripe
