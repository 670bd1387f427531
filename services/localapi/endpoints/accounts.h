// New accounts: what a product's sign-up tells.
#pragma once

#include "localapi/apicall.h"

namespace billing::localapi {

/// POST /api/accounts {account, email, name, trial}: 200 with the subscription as it is. Again: the same account.
/// `trial` true begins the trial; 409 "trial_used" the second time.
void postAccount(const CallPtr& call);

}  // namespace billing::localapi
