// The other half of the Stripe face: everything that is not the catalogue, customers, subscriptions and invoices.
#include "sandbox/faces/stripe/desk.h"

namespace billing::sandbox::stripe {

void registerMore(Desk& desk) {
  (void)desk;
}

}  // namespace billing::sandbox::stripe
