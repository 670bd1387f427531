#include "operations/demo/stripeteller.h"

#include <set>

#include "operations/demo/demorandom.h"

namespace billing::operations {

void StripeTeller::say(const char* type, Instant at, Values values) {
  tell(Provider::Stripe, type, at, std::move(values), id("evt_", "event", 24));
}

DemoTeller::Values StripeTeller::invoiceOf(const DemoSubscription& subscription, const DemoPayment& payment,
                                           bool isPaid) const {
  Values values = about(subscription);
  for (const auto& [name, value] : about(payment)) values[name] = value;
  values.erase("status");
  if (!isPaid) values.erase("paid_at");
  values["invoice_created_at"] = toIso8601(payment.at);
  return values;
}

void StripeTeller::paid(const DemoSubscription& subscription, Instant at, const DemoPayment& payment) {
  say("invoice.created", after(at, -1), invoiceOf(subscription, payment, false));
  say("invoice.finalized", at, invoiceOf(subscription, payment, false));
  say("payment_intent.succeeded", at, about(payment));
  say("charge.succeeded", at, about(payment));
  say("invoice.paid", after(at, 1), invoiceOf(subscription, payment, true));
}

void StripeTeller::billed(const DemoSubscription& subscription, const DemoPayment& payment, Instant due) {
  const auto bill = [&](const char* type, Instant at) {
    Values values = invoiceOf(subscription, payment, false);
    values["collection_method"] = "send_invoice";
    values["due_at"] = toIso8601(due);
    say(type, at, std::move(values));
  };
  bill("invoice.created", after(payment.at, -1));
  bill("invoice.finalized", payment.at);
  say("customer.subscription.updated", after(payment.at, 1), about(subscription));
  bill("invoice.sent", after(payment.at, 2));
  bill("invoice.overdue", daysAfter(due, 1));
  Values late = about(subscription);
  late["status"] = "past_due";
  say("customer.subscription.updated", after(daysAfter(due, 1), 2), std::move(late));
}

void StripeTeller::signedUp(const DemoSubscription& subscription, const DemoPayment* first) {
  Values customer = person();
  customer["created_at"] = toIso8601(subscription.createdAt);
  say("customer.created", subscription.createdAt, std::move(customer));
  say("customer.subscription.created", after(subscription.createdAt, 1), about(subscription));
  if (first != nullptr) paid(subscription, after(subscription.createdAt, 1), *first);
  Values session = about(subscription);
  session.erase("status");
  if (first != nullptr) session["payment_id"] = first->id;
  say("checkout.session.completed", after(subscription.createdAt, 2), std::move(session));
}

void StripeTeller::renewed(const DemoSubscription& subscription, Instant at, const DemoPayment& payment) {
  say("customer.subscription.updated", at, about(subscription));
  paid(subscription, after(at, 1), payment);
}

void StripeTeller::chargeFailed(const DemoSubscription& subscription, Instant at, const DemoPayment& payment,
                                bool retriesLeft) {
  say("payment_intent.payment_failed", at, about(payment));
  say("invoice.payment_failed", after(at, 1), invoiceOf(subscription, payment, false));
  Values values = about(subscription);
  values["status"] = retriesLeft ? "past_due" : "unpaid";
  say("customer.subscription.updated", after(at, 1), std::move(values));
}

void StripeTeller::cancelled(const DemoSubscription& subscription, Instant at, const DemoPayment* unpaid) {
  if (unpaid != nullptr) say("invoice.voided", at, invoiceOf(subscription, *unpaid, false));
  Values values = about(subscription);
  values.erase("status");
  values["ended_at"] = toIso8601(at);
  say("customer.subscription.deleted", after(at, 1), std::move(values));
}

void StripeTeller::updated(const DemoSubscription& subscription, Instant at) {
  say("customer.subscription.updated", at, about(subscription));
}

void StripeTeller::planChanged(const DemoSubscription& subscription, Instant at, const DemoPayment* payment) {
  say("customer.subscription.updated", at, about(subscription));
  if (payment != nullptr) paid(subscription, after(at, 1), *payment);
}

void StripeTeller::paused(const DemoSubscription& subscription, Instant at) {
  say("customer.subscription.paused", at, about(subscription));
}

void StripeTeller::resumed(const DemoSubscription& subscription, Instant at) {
  say("customer.subscription.resumed", at, about(subscription));
}

void StripeTeller::refunded(const DemoPayment& payment, Instant at, std::int64_t minor, const std::string& reason) {
  Values values = about(payment);
  values["refund_id"] = id("re_", "refund", 24);
  values["amount_minor"] = std::to_string(minor);
  values["reason"] = reason == "duplicate" ? reason : "requested_by_customer";
  say("refund.created", at, values);
  say("refund.updated", after(at, 40), std::move(values));
}

void StripeTeller::disputed(const DemoPayment& payment, Instant at, bool won) {
  Values values = about(payment);
  values["dispute_id"] = id("du_", "dispute", 24);
  values["dispute_created_at"] = toIso8601(at);
  say("charge.dispute.created", at, values);
  values["status"] = won ? "won" : "lost";
  say("charge.dispute.closed", daysAfter(at, 21), std::move(values));
}

void StripeTeller::credits(const DemoSubscription&, Instant, std::int64_t, std::int64_t, bool) {}

void StripeTeller::bought(const DemoPurchase& purchase) {
  const Instant at = purchase.payment.at;
  if (purchase.fails) return say("payment_intent.payment_failed", at, about(purchase));
  say("payment_intent.succeeded", at, about(purchase));
  if (!purchase.byHand) return;
  Values session = about(purchase);
  session["invoice_id"] = "";
  say("checkout.session.completed", after(at, 1), std::move(session));
}

void StripeTeller::cardReplaced(const DemoSubscription&, Instant at) {
  say("payment_method.attached", at, person());
}

void tellStripeCatalogue(const DemoCatalogue& catalogue, std::uint64_t seed, Instant at,
                         std::vector<DemoDelivery>& deliveries) {
  std::set<std::string> told;
  const auto say = [&](const char* type, const DemoPrice& price, const std::string& productName, std::size_t number) {
    DemoDelivery delivery;
    delivery.occurredAt = after(at, static_cast<std::int64_t>(number) * 60);
    delivery.deliverAt = after(delivery.occurredAt, 1);
    delivery.provider = Provider::Stripe;
    delivery.lane = "catalogue";
    delivery.type = type;
    delivery.seed = DemoRandom::of(seed, "catalogue", number).next() | 1U;
    delivery.values = {{"product_id", price.productId},
                       {"price_id", price.priceId},
                       {"product_name", productName},
                       {"amount_minor", std::to_string(price.amount.minor)},
                       {"currency", std::string(price.amount.currency.code())},
                       {"interval_unit", std::string(toString(price.unit))},
                       {"event_id", demoId(seed, "evt_", "catalogue event", number, 24)}};
    deliveries.push_back(std::move(delivery));
  };
  for (const DemoPrice& price : catalogue.prices()) {
    if (told.insert(price.productId).second) say("product.created", price, price.plan, told.size() * 2);
    say("price.created", price, price.name,
        10 + told.size() * 10 + static_cast<std::size_t>(&price - catalogue.prices().data()));
  }
}

}  // namespace billing::operations
