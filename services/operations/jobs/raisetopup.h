// An automatic top-up as soon as an action has used up the credits, rather than with the next run of the job.
#pragma once

#include <cstdint>

#include "operations/rulescontext.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

/// Raises the request that the top-up job would raise for this account: low on credits, nothing under way, the monthly
/// cap not reached. False where there is none to raise. Within a write; after the use of credits.
[[nodiscard]] Result<bool> raiseTopUpIfDue(store::WriteContext& context, const RulesContext& rules,
                                           std::int64_t account, Instant now);

}  // namespace billing::operations
