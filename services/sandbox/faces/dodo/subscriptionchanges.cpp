// PATCH /subscriptions/{id}, charges on demand, another card.
#include "sandbox/faces/dodo/hostedpage.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr const char* updateShape =
    "status:(pending|active|on_hold|paused|cancelled|failed|expired|past_due) pause:b cancel_at_next_billing_date:b "
    "cancel_reason:(cancelled_by_customer|cancelled_by_merchant|cancelled_by_merchant_send_dunning|"
    "cancelled_by_merchant_grace_period_expired|dodo_team) cancellation_comment:s "
    "cancellation_feedback:(too_expensive|missing_features|switched_service|unused|customer_service|low_quality|"
    "too_complex|other) customer_business_name:s customer_name:s metadata:m next_billing_date:t tax_id:s "
    "billing:" DODO_ADDRESS_SHAPE
    " disable_on_demand:{next_billing_date!:t} subscription_period_count:n "
    "subscription_period_interval:(Day|Week|Month|Year)";

// Pausing and resuming are sent alone; the switch of that name is known and always refused.
std::optional<Problem> pauseFault(const Asked& asked) {
  if (asked.has("pause"))
    return Problem{422, "INVALID_REQUEST_BODY", "pause: is not supported; send status `paused` or `active`"};
  const std::string status = asked.text("status");
  if ((status == "paused" || status == "active") && asked.body.size() > 1)
    return Problem{422, "INVALID_REQUEST_BODY", "status: `" + status + "` cannot be combined with other fields"};
  if (!status.empty() && status != "paused" && status != "active" && status != "cancelled")
    return Problem{422, "UNSUPPORTED_ACTION", "status: a subscription cannot be set to `" + status + "`"};
  return std::nullopt;
}

Outcome<void> refuseEnded(const Subscription& subscription) {
  if (subscription.status == SubscriptionStatus::Expired)
    return problem(422, "SUBSCRIPTION_EXPIRED", "Subscription " + subscription.id + " has expired");
  if (isFinal(subscription.status))
    return problem(422, "SUBSCRIPTION_INACTIVE", "Subscription " + subscription.id + " is not active");
  return {};
}

void takeWords(Desk& desk, Subscription& subscription, const Asked& asked) {
  if (asked.has("cancel_reason")) subscription.cancelReason = asked.text("cancel_reason");
  if (asked.has("cancellation_comment")) subscription.cancelComment = asked.text("cancellation_comment");
  if (asked.has("cancellation_feedback")) subscription.cancelFeedback = asked.text("cancellation_feedback");
  if (asked.has("metadata")) subscription.metadata = metadataFrom(asked.body["metadata"_L1]);
  if (asked.has("disable_on_demand")) subscription.onDemand = false;
  desk.ledger().subscriptions.touch(subscription.id);
  QJsonObject extras;
  for (const char* name : {"tax_id", "customer_business_name"})
    if (asked.body.contains(QLatin1String(name))) extras[QLatin1String(name)] = asked.body[QLatin1String(name)];
  if (!extras.isEmpty()) desk.mergeExtras(subscription.id, extras);
}

void takeCustomer(Desk& desk, const Subscription& subscription, const Asked& asked) {
  Customer* customer = desk.ledger().customers.find(subscription.customer);
  if (customer == nullptr) return;
  takeBilling(desk, *customer, asked.body["billing"_L1]);
  if (asked.has("customer_name")) customer->name = asked.text("customer_name");
  desk.ledger().customers.touch(customer->id);
}

Outcome<void> changeStatus(Desk& desk, const std::string& id, const std::string& status) {
  Result<Subscription*> changed = status == "paused"   ? desk.engine().pause(id)
                                  : status == "active" ? desk.engine().resume(id)
                                                       : desk.engine().cancelNow(id);
  if (!changed) return problemOf(changed.error());
  return {};
}

// The instants and switches, one after the other: what one of them refuses ends it.
Outcome<bool> changeCourse(Desk& desk, const std::string& id, const Asked& asked) {
  bool changed = false;
  if (asked.has("cancel_at_next_billing_date")) {
    const auto done = desk.engine().cancelAtPeriodEnd(id, asked.body["cancel_at_next_billing_date"_L1].toBool());
    if (!done) return problemOf(done.error());
    changed = true;
  }
  const QJsonValue next = asked.has("disable_on_demand")
                              ? asked.body["disable_on_demand"_L1].toObject()["next_billing_date"_L1]
                              : asked.body["next_billing_date"_L1];
  if (const auto at = timeFrom(next)) {
    const auto done = desk.engine().moveRenewal(id, *at);
    if (!done) return problemOf(done.error());
    changed = true;
  }
  if (!asked.has("status")) return changed;
  if (auto done = changeStatus(desk, id, asked.text("status")); !done) return tl::make_unexpected(done.error());
  return true;
}

Reply updateSubscription(Desk& desk, const Asked& asked) {
  const auto found = subscriptionOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  if (auto fault = pauseFault(asked)) return tl::make_unexpected(*fault);
  if (auto ended = refuseEnded(**found); !ended) return tl::make_unexpected(ended.error());
  const std::string id = (*found)->id;
  const Subscription before = **found;
  takeWords(desk, **found, asked);
  const auto told = changeCourse(desk, id, asked);
  if (!told) {
    *desk.ledger().subscriptions.find(id) = before;
    return tl::make_unexpected(told.error());
  }
  Subscription& after = *desk.ledger().subscriptions.find(id);
  takeCustomer(desk, after, asked);
  if (!*told) desk.engine().tell(What::SubscriptionUpdated, id);
  return json(subscriptionJson(desk, after));
}

Reply chargeSubscription(Desk& desk, const Asked& asked) {
  const auto found = subscriptionOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  const Subscription& subscription = **found;
  if (!subscription.onDemand)
    return problem(422, "SUBSCRIPTION_NOT_ON_DEMAND", "Subscription " + subscription.id + " is not on demand");
  if (auto ended = refuseEnded(subscription); !ended) return tl::make_unexpected(ended.error());
  if (subscription.cancelAtPeriodEnd)
    return problem(422, "CHARGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION", "The subscription is about to be cancelled");
  const std::int64_t amount = asked.body["product_price"_L1].toInteger();
  if (amount <= 0) return problem(422, "REQUEST_AMOUNT_BELOW_MINIMUM", "product_price: must be greater than 0");
  const auto currency = Currency::fromCode(asked.text("product_currency")).value_or(subscription.currency);
  const auto paid =
      desk.engine().chargeOnDemand(subscription.id, {amount, currency}, asked.text("product_description"));
  if (!paid) return problemOf(paid.error());
  if (asked.has("metadata")) (*paid)->metadata = metadataFrom(asked.body["metadata"_L1]);
  desk.ledger().payments.touch((*paid)->id);
  return json({{"payment_id"_L1, jsonString((*paid)->id)}});
}

QJsonObject methodReply(const std::string& payment, const std::string& link, const QJsonValue& expires) {
  return {{"client_secret"_L1, QJsonValue::Null},
          {"expires_on"_L1, expires},
          {"payment_id"_L1, textOrNull(payment)},
          {"payment_link"_L1, textOrNull(link)}};
}

// The customer enters a new card on a page; what is owed is charged with it.
Reply askForCard(Desk& desk, const Subscription& subscription, const QJsonObject& wanted) {
  Checkout checkout;
  checkout.id = desk.ledger().newId("cks_");
  checkout.customer = subscription.customer;
  checkout.changesSubscription = subscription.id;
  checkout.mode = "setup";
  checkout.currency = subscription.currency;
  checkout.successUrl = stdText(wanted["return_url"_L1]);
  checkout.created = desk.now();
  checkout.expires = {desk.now().ms + checkoutLifeMs};
  const auto& kept = desk.ledger().checkouts.add(std::move(checkout));
  return json(methodReply({}, payAddress(desk, kept.id), timeText(kept.expires)));
}

// The words come bare or, as the SDK's types have it, under "payment_method".
Reply updatePaymentMethod(Desk& desk, const Asked& asked) {
  const auto found = subscriptionOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  if (auto ended = refuseEnded(**found); !ended) return tl::make_unexpected(ended.error());
  const QJsonObject wanted =
      asked.body["payment_method"_L1].isObject() ? asked.body["payment_method"_L1].toObject() : asked.body;
  const QString type = wanted["type"_L1].toString();
  if (type == "new"_L1) return askForCard(desk, **found, wanted);
  if (type != "existing"_L1)
    return problem(422, "INVALID_REQUEST_BODY", "type: unknown variant, expected one of `new`, `existing`");
  const auto card = ownCard(desk, stdText(wanted["payment_method_id"_L1]), (*found)->customer);
  if (!card) return tl::make_unexpected(card.error());
  const bool owes = (*found)->status == SubscriptionStatus::OnHold || (*found)->status == SubscriptionStatus::PastDue;
  const auto used = desk.engine().useCard((*found)->id, *card);
  if (!used) return problemOf(used.error());
  const Invoice* invoice = desk.ledger().invoices.find((*used)->latestInvoice);
  const bool charged = owes && invoice != nullptr && !invoice->payments.empty();
  return json(methodReply(charged ? invoice->payments.back() : std::string(), {}, QJsonValue::Null));
}

}  // namespace

void addSubscriptionChanges(Endpoints& to) {
  to.add("PATCH", "/subscriptions/{id}", updateShape, updateSubscription);
  to.add("POST", "/subscriptions/{id}/charge",
         "product_price!:n product_currency:c product_description:s metadata:m adaptive_currency_fees_inclusive:b",
         chargeSubscription);
  to.add("POST", "/subscriptions/{id}/update-payment-method", "type:s payment_method_id:s return_url:s",
         updatePaymentMethod);
}

}  // namespace billing::sandbox::dodo
