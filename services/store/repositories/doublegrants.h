// What two accounts were both given for being new, or for the same period, when they turn out to be one.
#pragma once

#include <cstdint>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Before a merge: starting credits count once, and of a period's allowances the larger sum. What is too much and not
/// yet used is taken back from `from`, with an entry in the ledger. Used on the writer's thread, within
/// Database::write.
[[nodiscard]] Result<void> withdrawDoubleGrants(WriteContext& context, std::int64_t from, std::int64_t into,
                                                Instant now);

}  // namespace billing::store
