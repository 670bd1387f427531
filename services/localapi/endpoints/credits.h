// Credits: HowMuchShouldIPrice's packs and Pixell's top-up.
#pragma once

#include "localapi/apicall.h"

namespace billing::localapi {

/// POST /api/payments/create-checkout {credits, userId}: 200 {checkoutUrl}.
void postCreateCheckout(const CallPtr& call);
/// POST /api/credits/top-up {org, credits}: a checkout for as many, or for the profile's top-up. 200 {checkoutUrl}.
void postTopUp(const CallPtr& call);
/// GET /api/credits: 200 {credits}, with one decimal where there is one.
void getCredits(const CallPtr& call);

}  // namespace billing::localapi
