#include "providers/billingprovider.h"
#include "providers/dodo/dodoprovider.h"
#include "providers/stripe/stripeprovider.h"

namespace billing::providers {

std::unique_ptr<BillingProvider> makeProvider(Provider provider, std::unique_ptr<Transport> transport,
                                              const Clock& clock) {
  if (provider == Provider::Stripe) return std::make_unique<stripe::StripeProvider>(std::move(transport), clock);
  return std::make_unique<dodo::DodoProvider>(std::move(transport), clock);
}

}  // namespace billing::providers
