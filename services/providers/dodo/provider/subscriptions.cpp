#include "providers/dodo/answers.h"
#include "providers/dodo/dodoprovider.h"
#include "providers/request/checks.h"

namespace billing::providers::dodo {

Result<Provided<CustomerState>> DodoProvider::customer(const std::string& id, const CancelToken& cancel) {
  return calls_.ask(request::customer(id), cancel, [&](std::string_view body) {
    return provided(body, customerKind(), &BillingEvent::customers, clock_.now());
  });
}

Result<Provided<CustomerState>> DodoProvider::createCustomer(const NewCustomer& wanted, const std::string&,
                                                             const CancelToken& cancel) {
  return calls_.ask(request::createCustomer(wanted), cancel, [&](std::string_view body) {
    return provided(body, customerKind(), &BillingEvent::customers, clock_.now());
  });
}

DodoProvider::Subscribed DodoProvider::subscription(const std::string& id, const CancelToken& cancel) {
  return calls_.ask(request::subscription(id), cancel, [&](std::string_view body) {
    return provided(body, subscriptionKind(), &BillingEvent::subscriptions, clock_.now());
  });
}

Result<std::string> DodoProvider::countryOf(const std::string& customer, const CancelToken& cancel) {
  PageRequest last;
  last.customer = customer;
  last.size = 1;
  auto country = calls_.ask(*request::subscriptions(last), cancel, readCountry);
  if (!country || !country->empty()) return country;
  return failure(ErrorKind::InvalidInput, "country_missing", "Dodo Payments needs the country of the bill",
                 customer + " has no earlier subscription to take it from", "Give a country of two letters, like DE");
}

Result<std::string> DodoProvider::paymentMethodOf(const std::string& customer, const CancelToken& cancel) {
  return calls_.ask(request::paymentMethods(customer), cancel, readPaymentMethod);
}

DodoProvider::Subscribed DodoProvider::createSubscription(const NewSubscription& wanted, const std::string&,
                                                          const CancelToken& cancel) {
  NewSubscription full = wanted;
  if (const auto fine = checkQuantity(wanted.quantity); !fine) return failure(fine.error());
  if (full.country.empty()) {
    auto country = countryOf(full.customer, cancel);
    if (!country) return failure(country.error());
    full.country = std::move(*country);
  }
  if (full.paymentMethod.empty()) {
    auto method = paymentMethodOf(full.customer, cancel);
    if (!method) return failure(method.error());
    full.paymentMethod = std::move(*method);
  }
  const ApiRequest write = request::createSubscription(full);
  const auto id = calls_.ask(write, cancel, [](std::string_view body) { return readId(body, "subscription_id"); });
  if (!id) return failure(id.error());
  return afterWrite(write, subscription(*id, cancel));
}

}  // namespace billing::providers::dodo
