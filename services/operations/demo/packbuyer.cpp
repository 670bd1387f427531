#include "operations/demo/packbuyer.h"

namespace billing::operations {

PackBuyer::PackBuyer(const DemoRequest& request, const SystemAccount& account, std::vector<DemoDelivery>& deliveries)
    : request_(request),
      rules_(request.profile->rules),
      account_(account),
      random_(DemoRandom::of(request.seed, "packs", static_cast<std::uint64_t>(account.number))),
      // A seed of its own: a subscriber tells events under the same customer.
      teller_(DemoTeller::of(request.profile->provider, request.seed + 1, account.customer, request.now, deliveries)) {}

void PackBuyer::run() {
  if (rules_.credits.packs.empty() || !account_.firstPaid) return;
  // Where plans are sold, packs are bought on top, and seldom.
  const bool seldom = !rules_.plans.empty();
  if (seldom && !random_.perMille(300)) return;
  Instant at = *account_.firstPaid;
  while (at < request_.now) {
    const bool fails = random_.perMille(70);
    buy(random_.pick(rules_.credits.packs), at, fails);
    // Somebody who was declined tries another card after some minutes.
    at = fails ? after(at, random_.between(120, 900))
               : after(daysAfter(at, random_.between(seldom ? 60 : 12, seldom ? 200 : 75)), random_.below(40'000));
  }
}

void PackBuyer::buy(const CreditPack& pack, Instant at, bool fails) {
  DemoPurchase bought = purchase(pack, at, creditsText(pack.tenths));
  bought.fails = fails;
  teller_->bought(bought);
}

void PackBuyer::oddPayment(Instant at, const std::string& credits) {
  if (!rules_.credits.packs.empty()) teller_->bought(purchase(rules_.credits.packs.front(), at, credits));
}

DemoPurchase PackBuyer::purchase(const CreditPack& pack, Instant at, const std::string& credits) {
  const bool dodo = request_.profile->provider == Provider::Dodo;
  const std::string role = account_.key + " pack";
  DemoPurchase made;
  made.payment.id = demoId(request_.seed, dodo ? "pay_" : "pi_", role, ++ids_, dodo ? 21 : 24);
  made.payment.chargeId = demoId(request_.seed, "ch_", role, ids_, 24);
  made.payment.amount = pack.price;
  made.payment.at = at;
  made.productId = pack.productId(request_.profile->live());
  made.productName = pack.name;
  std::vector<std::pair<std::string, std::string>> more;
  if (!rules_.credits.metadataCreditsKey.empty()) more.emplace_back(rules_.credits.metadataCreditsKey, credits);
  made.metadata = accountMetadata(rules_, account_.key, more);
  return made;
}

}  // namespace billing::operations
