// What a workspace shows of its last two days beside the ordinary: access taken with a token, a token that nobody used
// in time, and what was let in although it could not be checked.
#pragma once

#include <vector>

#include "operations/demo/systemaccounts.h"
#include "operations/rulescontext.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::operations {

/// Within a write, when the rest of the story has been told.
[[nodiscard]] Result<void> tellLastDays(store::WriteContext& context, const RulesContext& rules,
                                        const std::vector<SystemAccount>& accounts, Instant now);

}  // namespace billing::operations
