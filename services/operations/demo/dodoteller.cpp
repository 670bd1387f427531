#include "operations/demo/dodoteller.h"

namespace billing::operations {
namespace {

constexpr Provider kDodo = Provider::Dodo;

webhooks::ComposeValues creditsOf(const DemoSubscription& subscription) {
  return {{"credit_entitlement_id", demoId(0, "cent_", subscription.price->plan, 0, 21)}, {"credit_name", "API calls"}};
}

}  // namespace

void DodoTeller::paid(const DemoSubscription& subscription, Instant at, const DemoPayment& payment, const char* type,
                      Values more) {
  Values values = about(payment);
  values["subscription_id"] = subscription.id;
  values["product_id"] = subscription.price->productId;
  values["quantity"] = std::to_string(subscription.quantity);
  values.merge(more);
  tell(kDodo, type, at, std::move(values));
}

// At the start of a period all of its credits are there.
DemoTeller::Values DodoTeller::withCredits(const DemoSubscription& subscription) const {
  Values values = about(subscription);
  const std::int64_t granted = subscription.price->credits * subscription.quantity;
  if (granted == 0 || subscription.status != "active") return values;
  values.merge(creditsOf(subscription));
  values["credit_amount"] = std::to_string(granted);
  return values;
}

void DodoTeller::signedUp(const DemoSubscription& subscription, const DemoPayment* first) {
  if (first != nullptr) paid(subscription, subscription.createdAt, *first, "payment.succeeded");
  tell(kDodo, "subscription.active", after(subscription.createdAt, 1), withCredits(subscription));
  tell(kDodo, "license_key.created", after(subscription.createdAt, 2), about(subscription));
}

void DodoTeller::renewed(const DemoSubscription& subscription, Instant at, const DemoPayment& payment) {
  paid(subscription, at, payment, "payment.succeeded");
  if (dunning_) tell(kDodo, "dunning.recovered", after(at, 1), about(subscription));
  dunning_ = false;
  tell(kDodo, "subscription.renewed", after(at, 1), withCredits(subscription));
}

void DodoTeller::chargeFailed(const DemoSubscription& subscription, Instant at, const DemoPayment& payment,
                              bool retriesLeft) {
  paid(subscription, at, payment, "payment.failed");
  if (retriesLeft) tell(kDodo, "dunning.started", after(at, 2), about(subscription));
  dunning_ = true;
  tell(kDodo, retriesLeft ? "subscription.past_due" : "subscription.on_hold", after(at, 1), about(subscription));
}

void DodoTeller::cancelled(const DemoSubscription& subscription, Instant at, const DemoPayment* unpaid) {
  if (unpaid != nullptr) paid(subscription, at, *unpaid, "payment.cancelled");
  Values values = about(subscription);
  values["cancelled_at"] = toIso8601(at);
  tell(kDodo, "subscription.cancelled", after(at, 1), std::move(values));
}

void DodoTeller::updated(const DemoSubscription& subscription, Instant at) {
  tell(kDodo, "subscription.updated", at, about(subscription));
}

void DodoTeller::planChanged(const DemoSubscription& subscription, Instant at, const DemoPayment* payment) {
  if (payment != nullptr) paid(subscription, at, *payment, "payment.succeeded");
  tell(kDodo, "subscription.plan_changed", after(at, 1), about(subscription));
}

void DodoTeller::paused(const DemoSubscription& subscription, Instant at) {
  tell(kDodo, "subscription.paused", at, about(subscription));
}

void DodoTeller::resumed(const DemoSubscription& subscription, Instant at) {
  tell(kDodo, "subscription.unpaused", at, about(subscription));
}

void DodoTeller::refunded(const DemoPayment& payment, Instant at, std::int64_t minor, const std::string& reason) {
  Values values = about(payment);
  values["refund_id"] = id("ref_", "refund", 21);
  values["amount_minor"] = std::to_string(minor);
  values["is_partial"] = minor < payment.amount.minor ? "true" : "false";
  values["reason"] = reason;
  tell(kDodo, "refund.succeeded", at, std::move(values));
}

void DodoTeller::disputed(const DemoPayment& payment, Instant at, bool won) {
  Values values = about(payment);
  values["dispute_id"] = id("dp_", "dispute", 20);
  values["dispute_created_at"] = toIso8601(at);
  tell(kDodo, "dispute.opened", at, values);
  tell(kDodo, "dispute.challenged", daysAfter(at, 3), values);
  tell(kDodo, won ? "dispute.won" : "dispute.lost", daysAfter(at, 24), std::move(values));
}

void DodoTeller::credits(const DemoSubscription& subscription, Instant at, std::int64_t amount, std::int64_t before,
                         bool added) {
  Values values = about(subscription);
  const std::int64_t left = added ? before + amount : before - amount;
  values.merge(creditsOf(subscription));
  values["credit_amount"] = std::to_string(amount);
  values["balance_before"] = std::to_string(before);
  values["balance_after"] = std::to_string(left);
  tell(kDodo, added ? "credit.added" : "credit.deducted", at, values);
  const std::int64_t granted = subscription.price->credits * subscription.quantity;
  if (added || left > granted / 5) return;
  values["credit_amount"] = std::to_string(granted);
  tell(kDodo, "credit.balance_low", after(at, 1), std::move(values));
}

void DodoTeller::bought(const DemoPurchase& purchase) {
  Values values = about(purchase);
  values.erase("price_id");
  values.erase("product_name");
  tell(kDodo, purchase.fails ? "payment.failed" : "payment.succeeded", purchase.payment.at, std::move(values));
}

void DodoTeller::cardReplaced(const DemoSubscription& subscription, Instant at) {
  tell(kDodo, "subscription.update_payment_method", at, about(subscription));
}

}  // namespace billing::operations
