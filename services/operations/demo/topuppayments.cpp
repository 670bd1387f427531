#include "operations/demo/topuppayments.h"

#include "operations/credits/creditorder.h"

namespace billing::operations {

void tellTopUp(const DemoRequest& request, const SystemAccount& account, const store::RequestedTopUp& topUp, Instant at,
               std::vector<DemoDelivery>& deliveries) {
  DemoRandom random = DemoRandom::of(request.seed, topUp.request);
  const bool dodo = request.profile->provider == Provider::Dodo;
  DemoPurchase charge;
  charge.payment.id = demoId(request.seed, dodo ? "pay_" : "pi_", topUp.request, 0, dodo ? 21 : 24);
  charge.payment.chargeId = demoId(request.seed, "ch_", topUp.request, 0, 24);
  charge.payment.amount = topUp.price;
  charge.payment.at = at;
  charge.fails = random.perMille(60);
  charge.byHand = false;
  charge.metadata = accountMetadata(request.profile->rules, account.key, {{topUpMetadataKey, topUp.request}});
  // A source of ids of its own for each charge.
  DemoTeller::of(request.profile->provider, random.next(), account.customer, request.now, deliveries)->bought(charge);
}

}  // namespace billing::operations
