// GET /subscriptions and /subscriptions/{id}
#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

bool isOfProduct(Desk& desk, const Asked& asked, const Subscription& subscription) {
  const std::string wanted = asked.wanted("product_id");
  return wanted.empty() ||
         (!subscription.items.empty() && productIdOfPrice(desk, subscription.items.front().price) == wanted);
}

Reply listSubscriptions(Desk& desk, const Asked& asked) {
  return page(
      asked, desk.ledger().subscriptions,
      [&](const Subscription& one) {
        return asWanted(asked, "status", statusWord(one.status).toStdString()) &&
               asWanted(asked, "customer_id", one.customer) && asWanted(asked, "brand_id", brandId.latin1()) &&
               asWanted(asked, "cancel_at_next_billing_date", one.cancelAtPeriodEnd) &&
               createdWithin(asked, one.created) && isOfProduct(desk, asked, one);
      },
      [&](const Subscription& one) { return subscriptionRowJson(desk, one); });
}

Reply retrieveSubscription(Desk& desk, const Asked& asked) {
  return subscriptionOf(desk, asked.params["id"]).map([&](const Subscription* one) {
    return json(subscriptionJson(desk, *one));
  });
}

}  // namespace

void addSubscriptions(Endpoints& to) {
  to.add(
      "GET", "/subscriptions",
      "status:(pending|active|on_hold|paused|cancelled|failed|expired|past_due) customer_id:s brand_id:s product_id:s "
      "cancel_at_next_billing_date:b created_at_gte:t created_at_lte:t",
      listSubscriptions);
  to.add("GET", "/subscriptions/{id}", "", retrieveSubscription);
}

}  // namespace billing::sandbox::dodo
