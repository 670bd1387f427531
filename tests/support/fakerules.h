// What two of the five systems sell, filled in by hand: PersistQ (plans with quotas, Dodo) and Pixell (plans, a bar per
// tier and credits, Stripe).
#pragma once

#include "domain/billingrules.h"

namespace billing::test {

/// Free, Starter, Pro and Premium, monthly and yearly; API calls and memories. `premium`'s live ids are placeholders.
[[nodiscard]] BillingRules persistqRules();
/// Free, Starter, Pro and Max; images in four sizes, pooled credits with an automatic top-up, trial and grace.
[[nodiscard]] BillingRules pixellRules();

}  // namespace billing::test
