// Checkout and portal on the payment provider's own pages.
#pragma once

#include <string_view>

#include "localapi/apicall.h"
#include "operations/checkouts/checkoutbook.h"

namespace billing::localapi {

/// Asks the provider for a checkout page; its address goes into the answer's `urlField`. The call asks on the
/// messenger's thread, since the provider may take its time.
void openProviderCheckout(const CallPtr& call, const std::shared_ptr<providers::BillingProvider>& provider,
                          operations::CheckoutRequest request, std::string_view urlField);

/// The same for the portal of an account with a subscription.
void openProviderPortal(const CallPtr& call, const std::shared_ptr<providers::BillingProvider>& provider,
                        const std::string& account);

}  // namespace billing::localapi
