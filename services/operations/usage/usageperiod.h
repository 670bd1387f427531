// The period that an account's usage is counted in.
#pragma once

#include <optional>

#include "domain/billingrules.h"
#include "domain/civildate.h"
#include "store/repositories/accountterms.h"
#include "support/instant.h"

namespace billing::operations {

/// The calendar month (UTC), or the account's billing period as the provider last told it, which goes on until the next
/// one is told of; of a longer one (a year) the part that the plan's shortest interval makes of it. Without one, months
/// counted from the day that the account was made.
[[nodiscard]] Period usagePeriodOf(const BillingRules& rules, const store::AccountTerms& terms, Instant now);

/// What a usage record is kept under. A quota that lasts has one for ever.
struct UsageSpan {
  Instant start;
  std::optional<Instant> end;
};
[[nodiscard]] UsageSpan spanOf(const QuotaRule& quota, const Period& period);

}  // namespace billing::operations
