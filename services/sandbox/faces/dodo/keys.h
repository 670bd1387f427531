// Whose requests are answered.
#pragma once

#include <optional>

#include "sandbox/faces/dodo/outcome.h"

namespace billing::sandbox::dodo {

/// 401 without a key, with one of the other provider, of live mode, or revoked; 403 when a key that may only read
/// writes. Every other key is as good as real.
[[nodiscard]] std::optional<Problem> refusedKey(const FaceOptions& options, const Call& call);

}  // namespace billing::sandbox::dodo
