// /portal/{id}: the customer portal of the test checkout: the subscription, cancelling it, another card.
#pragma once

#include "localapi/apicall.h"

namespace billing::localapi {

void getPortalPage(const CallPtr& call);
/// The form: action cancel, keep or card (with the last four digits of a test card).
void postPortalPage(const CallPtr& call);

}  // namespace billing::localapi
