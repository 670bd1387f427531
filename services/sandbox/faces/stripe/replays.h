// Idempotency keys: the first answer to a POST under a key is given again for the same parameters within a day.
#pragma once

#include <optional>

#include "sandbox/engine/engine.h"
#include "sandbox/faces/face.h"

namespace billing::sandbox::stripe {

/// The key of a POST; empty: none.
[[nodiscard]] std::string idempotencyKeyOf(const Call& call);
/// The answer that is kept, or 400 when the key was used for something else; nullopt: to be done.
[[nodiscard]] std::optional<CallAnswer> replayed(Engine& engine, const Call& call);
/// Keeps it, unless the request was refused before anything was done.
void keepForReplay(Engine& engine, const Call& call, const CallAnswer& answer);

}  // namespace billing::sandbox::stripe
