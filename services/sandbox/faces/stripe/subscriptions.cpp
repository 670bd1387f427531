// Subscriptions: making them, reading them, ending them, pausing them. Changing one: subscriptionupdate.cpp.
#include "sandbox/faces/stripe/subscriptions.h"

#include "sandbox/faces/stripe/cards.h"
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/invoiceitems.h"
#include "sandbox/faces/stripe/itemchanges.h"
#include "sandbox/faces/stripe/listing.h"
#include "sandbox/faces/stripe/schedules.h"

namespace billing::sandbox::stripe {
namespace {

void readPaying(Request& r, const Reader& in, SubscriptionOrder& order) {
  order.chargesAutomatically =
      in.oneOf("collection_method", {"charge_automatically", "send_invoice"}) != "send_invoice";
  order.daysUntilDue = static_cast<int>(in.integer("days_until_due").value_or(0));
  if (!order.chargesAutomatically && !in.has("days_until_due")) in.required("days_until_due");
  order.paymentMethod = ownCard(r, in, "default_payment_method", order.customer);
  const auto behaviour = in.oneOf(
      "payment_behavior", {"allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete"});
  order.errorWhenDeclined = behaviour == "error_if_incomplete";
  order.defaultIncomplete = behaviour == "default_incomplete";
}

void readTrial(Request& r, const Reader& in, SubscriptionOrder& order) {
  order.trialDays = static_cast<int>(in.integer("trial_period_days").value_or(0));
  order.trialEnd = in.time("trial_end");
  readWithoutCard(in, order.withoutCard);
  if (in.boolean("trial_from_plan").value_or(false) && order.trialDays == 0)
    for (const auto& item : order.items)
      if (const auto* price = r.ledger.prices.find(item.price)) order.trialDays = price->trialDays;
  const auto clock = [&] {
    const auto* customer = r.ledger.customers.find(order.customer);
    return customer ? customer->testClock : std::string{};
  }();
  if (order.trialEnd && *order.trialEnd <= r.engine.now(clock))
    in.refuse(invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", "trial_end"));
}

bool costsSomething(const Request& r, const SubscriptionOrder& order) {
  for (const auto& item : order.items)
    if (const auto* price = r.ledger.prices.find(item.price))
      if (price->unit.minor * item.quantity > 0 && price->meter.empty()) return true;
  return false;
}

// Stripe wants a card before it starts to charge; a trial or an invoice to be sent needs none.
void checkCard(Request& r, const Reader& in, const SubscriptionOrder& order) {
  const auto* customer = r.ledger.customers.find(order.customer);
  const bool later = order.trialDays > 0 || order.trialEnd || !order.chargesAutomatically || order.defaultIncomplete;
  if (!customer || later || !order.paymentMethod.empty() || !customer->paymentMethod.empty()) return;
  if (costsSomething(r, order))
    in.refuse(
        invalid("This customer has no attached payment source or default payment method. Please consider adding "
                "a default payment method. For more information, visit "
                "https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
                {}, "resource_missing"));
}

SubscriptionOrder readOrder(Request& r) {
  const auto in = r.in();
  SubscriptionOrder order;
  in.required("customer");
  if (const auto* customer = r.given(r.ledger.customers, in, "customer", "customer")) order.customer = customer->id;
  if (!in.has("items")) in.required("items");
  order.items = readItems(r, in, "items", {});
  if (r.problem) return order;
  order.currency = r.ledger.prices.find(order.items.front().price)->unit.currency;
  in.into("description", order.description);
  in.into("metadata", order.metadata);
  order.discounts = readDiscounts(r, in);
  order.anchor = in.time("billing_cycle_anchor");
  order.cancelAt = in.time("cancel_at");
  order.cancelAtPeriodEnd = in.boolean("cancel_at_period_end").value_or(false);
  readPaying(r, in, order);
  readTrial(r, in, order);
  checkCard(r, in, order);
  return order;
}

Reply createSubscription(Request& r) {
  const auto order = readOrder(r);
  if (r.problem) return r.refused();
  for (const auto& entry : r.in().each("add_invoice_items")) addWaitingItem(r, entry, order.customer, {});
  if (r.problem) return r.refused();
  const auto made = r.engine.subscribe(order);
  if (!made) return refuse(refusalOf(made.error()));
  const auto id = (*made)->id;
  r.desk.keepExtras(id, subscriptionExtras(r.in()));
  return r.desk.draw("subscription", id);
}

Reply cancelSubscription(Request& r) {
  const auto in = r.in();
  auto* subscription = liveSubscription(r, r.id());
  const auto prorate = in.boolean("prorate").value_or(false), invoiceNow = in.boolean("invoice_now").value_or(false);
  if (!subscription || r.problem) return r.refused();
  readCancellation(in, *subscription);
  if (subscription->cancelReason.empty()) subscription->cancelReason = "cancellation_requested";
  const auto schedule = subscription->schedule;
  const auto done = r.engine.cancelNow(subscription->id, prorate, invoiceNow);
  if (!done) return refuse(refusalOf(done.error()));
  abortSchedule(r.desk, schedule);
  return drawSubscription(r.desk, **done);
}

Reply pauseSubscription(Request& r) {
  const auto* subscription = liveSubscription(r, r.id());
  if (!subscription) return r.refused();
  const auto done = r.engine.pause(subscription->id);
  if (!done) return refuse(refusalOf(done.error()));
  return drawSubscription(r.desk, **done);
}

Reply resumeSubscription(Request& r) {
  const auto* subscription = liveSubscription(r, r.id());
  if (!subscription) return r.refused();
  if (subscription->status != SubscriptionStatus::Paused)
    return refuse(invalid("Subscription " + subscription->id + " is not paused: it cannot be resumed."));
  const auto done = r.engine.resume(subscription->id);
  if (!done) return refuse(refusalOf(done.error()));
  return drawSubscription(r.desk, **done);
}

Reply dropSubscriptionDiscount(Request& r) {
  auto* subscription = liveSubscription(r, r.id());
  if (!subscription) return r.refused();
  if (subscription->discounts.empty())
    return refuse(invalid("No active discount for subscription: " + subscription->id));
  const auto id = subscription->discounts.front();
  subscription->discounts.clear();
  r.ledger.subscriptions.touch(subscription->id);
  r.engine.tell(What::DiscountTaken, id);
  const auto* granted = r.ledger.grantedDiscounts.find(id);
  return Json(granted ? drawDiscount(r.desk, *granted) : deletedStub("discount", id))("deleted", true);
}

// Without a status, those that have ended are left out; "ended" is canceled or incomplete_expired; "all" is all.
bool statusWanted(const Subscription& s, const std::string& status) {
  const std::string is = statusWord(s);
  const bool ended = is == "canceled" || is == "incomplete_expired";
  if (status == "all") return true;
  if (status == "ended") return ended;
  return status.empty() ? is != "canceled" : is == status;
}

Reply listSubscriptions(Request& r) {
  const auto in = r.in();
  const auto customer = in.text("customer"), price = in.text("price"), clock = in.text("test_clock");
  const auto method = in.text("collection_method");
  const auto status = in.oneOf("status", {"active", "all", "canceled", "ended", "incomplete", "incomplete_expired",
                                          "past_due", "paused", "trialing", "unpaid"});
  const auto sells = [&](const Subscription& s) {
    for (const auto& item : s.items)
      if (item.price == price) return true;
    return price.empty();
  };
  const auto keep = [&](const Subscription& s) {
    const bool theirs = customer.empty() ? s.testClock == clock : s.customer == customer;
    return theirs && statusWanted(s, status) && sells(s) &&
           (method.empty() || s.chargesAutomatically == (method == "charge_automatically"));
  };
  return listed(r, r.ledger.subscriptions, "subscription", keep,
                [&](const Subscription& s) { return drawSubscription(r.desk, s); });
}

void registerSubscriptionObjects(Desk& desk) {
  desk.objects.add("subscription", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* subscription = desk.ledger.subscriptions.find(id);
    return subscription ? std::optional(drawSubscription(desk, *subscription)) : std::nullopt;
  });
  desk.objects.add("discount", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* granted = desk.ledger.grantedDiscounts.find(id);
    return granted ? std::optional(drawDiscount(desk, *granted)) : std::nullopt;
  });
  desk.objects.field("subscription", "subscription");
  desk.objects.field("discounts", "discount");
}

}  // namespace

void readWithoutCard(const Reader& in, std::string& withoutCard) {
  const auto behaviour = in.at("trial_settings").at("end_behavior");
  const auto word = behaviour.oneOf("missing_payment_method", {"cancel", "create_invoice", "pause"});
  if (!word.empty()) withoutCard = word == "create_invoice" ? std::string{} : word;
}

QJsonObject subscriptionExtras(const Reader& in) {
  QJsonObject extras;
  if (const auto save = in.at("payment_settings").text("save_default_payment_method"); !save.empty())
    extras =
        Json(extras)("payment_settings",
                     Json()("save_default_payment_method", save).nulls("payment_method_options payment_method_types"));
  return extras;
}

Subscription* liveSubscription(Request& r, const std::string& id) {
  auto* subscription = r.ledger.subscriptions.find(id);
  const bool live = subscription && !isFinal(subscription->status);
  if (!live && !r.problem) r.problem = noSuch("subscription", id, "id");
  return live ? subscription : nullptr;
}

void readCancellation(const Reader& in, Subscription& subscription) {
  const auto details = in.at("cancellation_details");
  details.into("comment", subscription.cancelComment);
  details.into("feedback", subscription.cancelFeedback);
}

void registerSubscriptions(Desk& desk) {
  registerSubscriptionObjects(desk);
  auto& routes = desk.routes;
  routes.add("POST", "/v1/subscriptions",
             std::string(subscriptionKnown) +
                 " billing_cycle_anchor currency customer trial_period_days billing_mode[*] items[" + itemKnown + "]",
             createSubscription);
  routes.add("POST", "/v1/subscriptions/{id}",
             std::string(subscriptionKnown) +
                 " billing_cycle_anchor[type] cancellation_details[comment feedback] pause_collection[behavior "
                 "resumes_at] proration_date items[" +
                 itemKnown + "]",
             updateSubscription);
  routes.add("GET", "/v1/subscriptions/{id}", "", [](Request& r) { return r.desk.draw("subscription", r.id()); });
  routes.add("DELETE", "/v1/subscriptions/{id}", "prorate invoice_now cancellation_details[comment feedback]",
             cancelSubscription);
  routes.add("DELETE", "/v1/subscriptions/{id}/discount", "", dropSubscriptionDiscount);
  routes.add("POST", "/v1/subscriptions/{id}/pause", "bill_for[*] invoicing_behavior type", pauseSubscription);
  routes.add("POST", "/v1/subscriptions/{id}/resume",
             "billing_cycle_anchor[type] payment_behavior proration_behavior proration_date", resumeSubscription);
  routes.addList("/v1/subscriptions",
                 "automatic_tax collection_method current_period_end[*] current_period_start[*] customer plan price "
                 "status test_clock",
                 listSubscriptions);
  routes.add("GET", "/v1/subscriptions/search", "query limit page", [](Request& r) {
    return searched(r, r.ledger.subscriptions, [&](const Subscription& s) { return drawSubscription(r.desk, s); });
  });
}

}  // namespace billing::sandbox::stripe
