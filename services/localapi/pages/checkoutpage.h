// /checkout/{id}: the test checkout's page. Paying sends the provider's signed events and leads back to the front end.
#pragma once

#include "localapi/apicall.h"

namespace billing::localapi {

void getCheckoutPage(const CallPtr& call);
/// The form: action pay or cancel; card is the last four digits of a test card; discount a code.
void postCheckoutPage(const CallPtr& call);

}  // namespace billing::localapi
