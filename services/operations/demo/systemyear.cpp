#include "operations/demo/systemyear.h"

#include <algorithm>
#include <array>

#include "domain/civildate.h"
#include "operations/demo/packbuyer.h"
#include "operations/demo/stripeteller.h"
#include "webhooks/compose/eventvariables.h"

namespace billing::operations {
namespace {

void tellSubscriber(const DemoRequest& request, const SystemAccount& account, const DemoCatalogue& catalogue,
                    std::vector<DemoDelivery>& deliveries) {
  LifeStart start;
  start.customer = account.customer;
  start.provider = request.profile->provider;
  start.signUp = *account.firstPaid;
  start.rank = std::min(account.rank, catalogue.topRank());
  start.yearly = account.yearly;
  start.ending = account.ending;
  start.trialsPerMille = 0;  // where there are trials, they need no subscription
  start.teamsPerMille = 0;
  CustomerLife(request.seed, std::move(start), catalogue, request.now, deliveries).run();
}

// Somebody follows an old link to a product that is no longer in the profile.
void tellUnknownProduct(const DemoRequest& request, const SystemAccount& account, const DemoCatalogue& catalogue,
                        std::vector<DemoDelivery>& deliveries) {
  const bool dodo = request.profile->provider == Provider::Dodo;
  DemoPrice old = catalogue.prices().front();
  old.name = "Launch offer";
  const std::string prefix = old.priceId.substr(0, old.priceId.find('_') + 1);
  old.priceId = demoId(request.seed, prefix, "launch offer", 0, 21);
  old.productId = dodo ? old.priceId : old.productId;
  DemoSubscription subscription;
  subscription.id = demoId(request.seed, "sub_", "launch offer", 0, dodo ? 21 : 24);
  subscription.price = &old;
  subscription.createdAt = subscription.periodStart = daysAfter(request.now, -4);
  subscription.periodEnd = webhooks::intervalsLater(subscription.createdAt, "month", 1);
  DemoPayment payment;
  payment.id = demoId(request.seed, dodo ? "pay_" : "pi_", "launch offer", 0, dodo ? 21 : 24);
  payment.chargeId = demoId(request.seed, "ch_", "launch offer", 0, 24);
  payment.invoiceId = demoId(request.seed, dodo ? "inv_" : "in_", "launch offer", 0, dodo ? 21 : 24);
  payment.invoiceNumber = "1A0FF3E0-0001";
  payment.amount = old.amount;
  payment.at = subscription.createdAt;
  DemoTeller::of(request.profile->provider, request.seed + 2, account.customer, request.now, deliveries)
      ->signedUp(subscription, &payment);
}

// Not every workspace's scheme knows ids and times of sending, so only what all of them have.
void addCommonMishaps(const DemoRequest& request, std::vector<DemoDelivery>& deliveries) {
  DemoRandom random = DemoRandom::of(request.seed, "system mishaps");
  for (DemoDelivery& delivery : deliveries) {
    const std::int64_t chance = random.below(1000);
    if (chance < 12) delivery.mishap = Mishap::Repeated;
    if (chance >= 12 && chance < 15) delivery.mishap = Mishap::WrongSecret;
    if (chance == 15) delivery.mishap = Mishap::Unsigned;
    const Instant late = after(delivery.deliverAt, 300);
    if (chance >= 16 && chance < 28 && late <= request.now) delivery.deliverAt = late;
  }
}

void tellPacks(const DemoRequest& request, const SystemYear& year, std::vector<DemoDelivery>& deliveries) {
  const CreditRules& credits = request.profile->rules.credits;
  for (const SystemAccount& account : year.accounts) {
    PackBuyer buyer(request, account, deliveries);
    buyer.run();
    if (&account != &year.accounts.back() || credits.metadataCreditsKey.empty()) continue;
    int days = -3;
    for (const char* odd : {"-5", "2.5", "lots"}) buyer.oddPayment(daysAfter(request.now, days--), odd);
  }
}

}  // namespace

SystemYear systemYear(const DemoRequest& request) {
  SystemYear year;
  year.begin = utcMidnight(utcDateOf(webhooks::intervalsLater(request.now, "month", -request.months)));
  year.accounts = inventAccounts(request, year.begin);
  const workspace::Profile& profile = *request.profile;
  const DemoCatalogue catalogue(profile.provider, request.seed, profile.rules, profile.live());
  if (!catalogue.prices().empty()) {
    if (profile.provider == Provider::Stripe) tellStripeCatalogue(catalogue, request.seed, year.begin, year.deliveries);
    for (const SystemAccount& account : year.accounts) {
      if (account.firstPaid) tellSubscriber(request, account, catalogue, year.deliveries);
    }
    tellUnknownProduct(request, year.accounts.back(), catalogue, year.deliveries);
  }
  tellPacks(request, year, year.deliveries);
  addCommonMishaps(request, year.deliveries);
  std::ranges::stable_sort(year.deliveries, {}, &DemoDelivery::deliverAt);
  return year;
}

}  // namespace billing::operations
