#include "operations/accounts/eventaccounts.h"

namespace billing::operations {
namespace {

using store::LinkKind;

// A completed checkout names what it led to, though it tells little of it.
bool isCheckout(const BillingEvent& event) {
  return event.kind == BillingEventKind::CheckoutCompleted;
}

}  // namespace

Result<void> EventAccounts::settle() {
  return findAccount().and_then([this] { return nameObjects(); }).and_then([this] { return touchOwners(); });
}

Result<void> EventAccounts::findAccount() {
  const std::string& customer = event_.customerExternalId;
  if (!name_ && customer.empty()) return {};
  const auto account =
      name_ ? names_.named(name_->key, event_.provider, customer) : names_.ofCustomer(event_.provider, customer);
  if (!account) return failure(account.error());
  account_ = *account;
  if (!name_ || customer.empty()) return {};
  return names_.nameCustomer(event_.provider, customer, *account_, name_->stamp);
}

// Only what the event tells at first hand: an invoice mentions payments whose own events may name somebody else.
Result<void> EventAccounts::nameObjects() {
  if (!name_) return {};
  const auto name = [&](LinkKind kind, const std::string& id) {
    return names_.nameObject(kind, event_.provider, id, *account_, name_->stamp);
  };
  for (const SubscriptionState& subscription : event_.subscriptions) {
    if (subscription.snapshot == Snapshot::Hint) continue;
    if (auto named = name(LinkKind::Subscription, subscription.externalId); !named) return named;
  }
  for (const PaymentState& payment : event_.payments) {
    if (payment.snapshot == Snapshot::Hint && !isCheckout(event_)) continue;
    if (auto named = name(LinkKind::Payment, payment.externalId); !named) return named;
    // Who pays for a subscription has it.
    if (auto named = name(LinkKind::Subscription, payment.subscriptionExternalId); !named) return named;
  }
  if (!isCheckout(event_) || !event_.payments.empty()) return {};
  return name(LinkKind::Subscription, event_.subject);
}

Result<void> EventAccounts::touch(Result<std::optional<std::int64_t>> owner) {
  if (!owner) return failure(owner.error());
  if (*owner) touched_.add(**owner);
  return {};
}

Result<void> EventAccounts::touchAll(const Result<std::vector<std::int64_t>>& accounts) {
  if (!accounts) return failure(accounts.error());
  for (const std::int64_t account : *accounts) touched_.add(account);
  return {};
}

// Somebody else may have paid for it: the access that it opened ends with it.
Result<void> EventAccounts::touchPayers(const std::string& subscription) {
  if (!rules_.entitlements.enabled) return {};
  return touchAll(store::AccountLinkRepository::payersOf(context_, event_.provider, subscription));
}

// Those whose state depends on the event's objects, which may be others than the one that it names.
Result<void> EventAccounts::touchOwners() {
  for (const SubscriptionState& subscription : event_.subscriptions) {
    if (auto done = touch(names_.ofSubscription(event_.provider, subscription.externalId)); !done) return done;
    if (auto done = touchPayers(subscription.externalId); !done) return done;
  }
  for (const PaymentState& payment : event_.payments) {
    if (auto done = touch(names_.ofPayment(event_.provider, payment.externalId)); !done) return done;
  }
  for (const RefundState& refund : event_.refunds) {
    if (auto done = touch(names_.ofPayment(event_.provider, refund.paymentExternalId)); !done) return done;
  }
  for (const CustomerState& customer : event_.customers) {
    using Links = store::AccountLinkRepository;
    if (auto done = touchAll(Links::shownAs(context_, event_.provider, customer.externalId)); !done) return done;
  }
  return {};
}

Result<std::optional<std::int64_t>> EventAccounts::payer() {
  if (event_.payments.empty()) return account_;
  auto owner = names_.ofPayment(event_.provider, event_.payments.front().externalId);
  if (!owner || *owner) return owner;
  return account_;
}

}  // namespace billing::operations
