// The provider's own pages for people: where to buy a plan, where to manage a subscription.
#pragma once

#include <string>

#include "operations/checkouts/checkoutbook.h"
#include "providers/billingprovider.h"
#include "store/database.h"
#include "support/canceltoken.h"

namespace billing::operations {

struct SaleServices {
  store::Database& database;
  RulesContext rules;
  const Clock& clock;
  std::string returnUrl;  ///< where the provider's page leads back to
};

/// Blocks; on a worker thread. The address of the checkout page. Errors of openCheckout, and those of the provider.
[[nodiscard]] Result<std::string> providerCheckout(const SaleServices& services, providers::BillingProvider& provider,
                                                   const CheckoutRequest& request, const CancelToken& cancel);

}  // namespace billing::operations
