// What a workspace sells, as products of the sandbox.
#pragma once

#include <vector>

#include "sandbox/sandbox.h"
#include "workspace/profile.h"

namespace billing::sandbox {

/// Plans and credit packs under the ids that the profile names for test mode; what has none is left out.
[[nodiscard]] std::vector<SeedProduct> seedsOf(const workspace::Profile& profile);

}  // namespace billing::sandbox
