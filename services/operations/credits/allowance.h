// The allowance of a plan, for those who know the account's terms already.
#pragma once

#include "operations/rulescontext.h"
#include "store/repositories/accountterms.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::operations {

/// As grantAllowance in creditbook.h.
[[nodiscard]] Result<void> grantAllowance(store::WriteContext& context, const RulesContext& rules,
                                          const store::AccountTerms& terms, Instant now);

}  // namespace billing::operations
