// The kinds of objects that are compared: which repository holds them, and which of an event's snapshots is the object
// itself.
#pragma once

#include <string>

#include "operations/sync/syncpages.h"
#include "store/changefeed.h"
#include "store/repositories/customerrepository.h"
#include "store/repositories/disputerepository.h"
#include "store/repositories/invoicerepository.h"
#include "store/repositories/paymentrepository.h"
#include "store/repositories/pricerepository.h"
#include "store/repositories/refundrepository.h"
#include "store/repositories/subscriptionrepository.h"

namespace billing::operations {

template <class State>
struct HeldKind;
template <>
struct HeldKind<CustomerState> {
  using Repository = store::CustomerRepository;
};
template <>
struct HeldKind<SubscriptionState> {
  using Repository = store::SubscriptionRepository;
};
template <>
struct HeldKind<PaymentState> {
  using Repository = store::PaymentRepository;
};
template <>
struct HeldKind<InvoiceState> {
  using Repository = store::InvoiceRepository;
};
template <>
struct HeldKind<RefundState> {
  using Repository = store::RefundRepository;
};
template <>
struct HeldKind<DisputeState> {
  using Repository = store::DisputeRepository;
};
template <>
struct HeldKind<PriceState> {
  using Repository = store::PriceRepository;
};

[[nodiscard]] inline const std::string& keyOf(const PriceState& price) {
  return price.priceId;
}
template <class State>
[[nodiscard]] const std::string& keyOf(const State& state) {
  return state.externalId;
}

[[nodiscard]] inline std::string customerOf(const CustomerState& customer) {
  return customer.externalId;
}
[[nodiscard]] inline std::string customerOf(const PriceState&) {
  return {};
}
template <class State>
[[nodiscard]] std::string customerOf(const State& state) {
  return state.customerExternalId;
}

/// Calls `visit` with the snapshot that is the object itself; false when the event carries none.
template <class Visit>
bool visitOwn(const BillingEvent& event, const std::string& entity, const std::string& id, Visit visit) {
  const auto among = [&](const auto& states) {
    for (const auto& state : states) {
      if (keyOf(state) != id) continue;
      visit(state);
      return true;
    }
    return false;
  };
  if (entity == "customer") return among(event.customers);
  if (entity == "subscription") return among(event.subscriptions);
  if (entity == "payment") return among(event.payments);
  if (entity == "invoice") return among(event.invoices);
  if (entity == "refund") return among(event.refunds);
  if (entity == "dispute") return among(event.disputes);
  return among(event.prices);
}

[[nodiscard]] inline store::Entity entityOfKind(const std::string& entity) {
  if (entity == "customer") return store::Entity::Customer;
  if (entity == "payment") return store::Entity::Payment;
  if (entity == "invoice") return store::Entity::Invoice;
  if (entity == "refund") return store::Entity::Refund;
  if (entity == "dispute") return store::Entity::Dispute;
  if (entity == "price") return store::Entity::Price;
  return store::Entity::Subscription;
}

}  // namespace billing::operations
