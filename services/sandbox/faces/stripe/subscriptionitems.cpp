// Items of a subscription as objects of their own: each call is a change of the whole list.
#include <algorithm>

#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/itemchanges.h"
#include "sandbox/faces/stripe/listing.h"
#include "sandbox/faces/stripe/subscriptions.h"

namespace billing::sandbox::stripe {
namespace {

struct ItemPlace {
  Subscription* subscription = nullptr;
  std::size_t index = 0;
};

ItemPlace placeOfItem(Ledger& ledger, const std::string& id) {
  for (const auto& subscription : ledger.subscriptions.all())
    for (std::size_t i = 0; i < subscription->items.size(); ++i)
      if (subscription->items[i].id == id) return {subscription.get(), i};
  return {};
}

ItemPlace namedItem(Request& r) {
  const auto place = placeOfItem(r.ledger, r.id());
  if (!place.subscription && !r.problem) r.problem = noSuch("subscription_item", r.id(), "id");
  return place;
}

Reply drawItem(Request& r, const std::string& id) {
  const auto place = placeOfItem(r.ledger, id);
  if (!place.subscription) return refuse(noSuch("subscription_item", id, "id"));
  return drawSubscriptionItem(r.desk, *place.subscription, place.subscription->items[place.index]);
}

ItemsChange changeOf(Request& r, const Subscription& subscription) {
  const auto in = r.in();
  ItemsChange change;
  change.subscription = subscription.id;
  change.items = subscription.items;
  change.charge = chargeOf(in);
  change.prorationAt = in.time("proration_date");
  change.preventOnFailure = in.text("payment_behavior") == "error_if_incomplete";
  return change;
}

Reply changedItem(Request& r, const ItemsChange& change, const std::string& id) {
  const auto done = changeItems(r, change);
  if (!done) return refuse(done.error());
  return drawItem(r, id);
}

Reply createItem(Request& r) {
  const auto in = r.in();
  in.required("subscription");
  const auto* given = r.given(r.ledger.subscriptions, in, "subscription", "subscription");
  const auto* subscription = given ? liveSubscription(r, given->id) : nullptr;
  if (!subscription) return r.refused();
  auto change = changeOf(r, *subscription);
  SubscriptionItem item;
  item.id = r.ledger.newId("si_");
  if (!in.has("price") && !in.has("plan") && !in.has("price_data")) in.required("price");
  readItem(r, in, item);
  if (r.problem) return r.refused();
  change.items.push_back(item);
  return changedItem(r, change, item.id);
}

Reply updateItem(Request& r) {
  const auto place = namedItem(r);
  if (!place.subscription) return r.refused();
  auto change = changeOf(r, *place.subscription);
  auto& item = change.items[place.index];
  readItem(r, r.in(), item);
  if (r.problem) return r.refused();
  if (!sameItems(change.items, place.subscription->items)) return changedItem(r, change, item.id);
  place.subscription->items = change.items;
  r.ledger.subscriptions.touch(place.subscription->id);
  r.engine.tell(What::SubscriptionUpdated, place.subscription->id);
  return drawItem(r, item.id);
}

Reply deleteItem(Request& r) {
  const auto place = namedItem(r);
  if (!place.subscription) return r.refused();
  auto change = changeOf(r, *place.subscription);
  if (r.problem) return r.refused();
  const auto id = r.id();
  std::erase_if(change.items, [&](const auto& item) { return item.id == id; });
  if (change.items.empty())
    return refuse(
        invalid("A subscription must have at least one active plan. To cancel it, use the subscription "
                "cancel endpoint."));
  const auto done = changeItems(r, change);
  if (!done) return refuse(done.error());
  return deletedStub("subscription_item", id);
}

Reply listItems(Request& r) {
  const auto in = r.in();
  in.required("subscription");
  const auto* subscription = r.given(r.ledger.subscriptions, in, "subscription", "subscription");
  if (!subscription || r.problem) return r.refused();
  QJsonArray items;
  for (const auto& item : subscription->items) items.append(drawSubscriptionItem(r.desk, *subscription, item));
  return listedWhole(r, items);
}

}  // namespace

void registerSubscriptionItems(Desk& desk) {
  const std::string known = std::string(itemKnown) + " payment_behavior proration_behavior proration_date off_session";
  auto& routes = desk.routes;
  routes.add("POST", "/v1/subscription_items", known + " subscription", createItem);
  routes.add("POST", "/v1/subscription_items/{id}", known, updateItem);
  routes.add("GET", "/v1/subscription_items/{id}", "", [](Request& r) { return drawItem(r, r.id()); });
  routes.add("DELETE", "/v1/subscription_items/{id}", "clear_usage payment_behavior proration_behavior proration_date",
             deleteItem);
  routes.addList("/v1/subscription_items", "subscription", listItems);
}

}  // namespace billing::sandbox::stripe
