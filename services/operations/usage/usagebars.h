// Single bars of the usage pane.
#pragma once

#include "operations/usage/trackusage.h"
#include "store/repositories/accountterms.h"

namespace billing::operations {

[[nodiscard]] Result<void> drawQuotaBar(store::WriteContext& context, const RulesContext& rules,
                                        const store::AccountTerms& terms, const QuotaFigure& figure, Instant now);
[[nodiscard]] Result<void> drawCreditBar(store::WriteContext& context, const RulesContext& rules,
                                         const store::AccountTerms& terms, Instant now);

}  // namespace billing::operations
