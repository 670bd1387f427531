#include "providers/request/checks.h"
#include "providers/stripe/answers.h"
#include "providers/stripe/provider/keys.h"
#include "providers/stripe/stripeprovider.h"

namespace billing::providers::stripe {

Result<Provided<CustomerState>> StripeProvider::customer(const std::string& id, const CancelToken& cancel) {
  return calls_.ask(request::customer(id), cancel, [&](std::string_view body) {
    return provided(body, customerKind(), &BillingEvent::customers, clock_.now());
  });
}

Result<Provided<CustomerState>> StripeProvider::createCustomer(const NewCustomer& wanted,
                                                               const std::string& idempotencyKey,
                                                               const CancelToken& cancel) {
  return calls_.ask(request::createCustomer(wanted, keyOr(idempotencyKey)), cancel, [&](std::string_view body) {
    return provided(body, customerKind(), &BillingEvent::customers, clock_.now());
  });
}

StripeProvider::Subscribed StripeProvider::asSubscription(const ApiRequest& request, const CancelToken& cancel) {
  return calls_.ask(request, cancel, [&](std::string_view body) {
    return provided(body, subscriptionKind(), &BillingEvent::subscriptions, clock_.now());
  });
}

StripeProvider::Subscribed StripeProvider::subscription(const std::string& id, const CancelToken& cancel) {
  return asSubscription(request::subscription(id), cancel);
}

StripeProvider::Subscribed StripeProvider::readAfter(const ApiRequest& write, const ApiAnswer& answer,
                                                     const std::string& id, const CancelToken& cancel) {
  auto after = afterWrite(write, subscription(id, cancel));
  if (after) after->requestId = answer.requestId;  // of the write, not of the look at what came of it
  return after;
}

// A card that came in by a checkout belongs to the customer, but is nobody's default.
Result<std::string> StripeProvider::paymentMethodOf(const std::string& customer, const CancelToken& cancel) {
  const auto own = calls_.ask(request::customer(customer), cancel, hasOwnMethod);
  if (!own) return failure(own.error());
  if (*own) return std::string();
  return calls_.ask(request::paymentMethods(customer), cancel, readFirstId);
}

StripeProvider::Subscribed StripeProvider::createSubscription(const NewSubscription& wanted,
                                                              const std::string& idempotencyKey,
                                                              const CancelToken& cancel) {
  if (const auto fine = checkQuantity(wanted.quantity); !fine) return failure(fine.error());
  NewSubscription full = wanted;
  if (full.paymentMethod.empty()) {
    auto method = paymentMethodOf(full.customer, cancel);
    if (!method) return failure(method.error());
    full.paymentMethod = std::move(*method);
  }
  return asSubscription(request::createSubscription(full, keyOr(idempotencyKey)), cancel);
}

}  // namespace billing::providers::stripe
