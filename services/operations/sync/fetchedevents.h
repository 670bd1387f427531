// Events that were missed: asked of the provider's API, and stored as if they had been delivered.
#pragma once

#include <cstdint>
#include <vector>

#include "providers/providervalues.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::operations {

/// Within a write: those that are not stored yet become pending events of origin "fetched", the oldest first. Their
/// number. The page may hold them in any order.
[[nodiscard]] Result<std::int64_t> storeFetched(store::WriteContext& context, Provider provider,
                                                const std::vector<providers::ProviderEvent>& events, Instant now);

}  // namespace billing::operations
