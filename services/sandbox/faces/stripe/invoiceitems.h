// Invoice items: charges that wait for the customer's next invoice, or go onto a draft.
#pragma once

#include <string>

#include "sandbox/faces/stripe/request.h"

namespace billing::sandbox::stripe {

/// From {price | price_data, quantity}: an entry of add_invoice_items. What is wrong is the request's problem.
void addWaitingItem(Request& r, const Reader& entry, const std::string& customer, const std::string& subscription);

}  // namespace billing::sandbox::stripe
