#include "sandbox/delivery/deliverer.h"

namespace billing::sandbox {
namespace {

using MaybeHome = std::optional<Provider>;

template <class... Tables>
MaybeHome ownHome(const std::string& id, const Tables&... tables) {
  MaybeHome home;
  const auto look = [&](const auto& table) {
    if (const auto* entity = home ? nullptr : table.find(id)) home = entity->home;
  };
  (look(tables), ...);
  return home;
}

// Of those that have no home of their own it is their customer's.
template <class... Tables>
MaybeHome customersHome(const Ledger& ledger, const std::string& id, const Tables&... tables) {
  MaybeHome home;
  const auto look = [&](const auto& table) {
    const auto* entity = home ? nullptr : table.find(id);
    const Customer* customer = entity == nullptr ? nullptr : ledger.customers.find(entity->customer);
    if (customer != nullptr) home = customer->home;
  };
  (look(tables), ...);
  return home;
}

}  // namespace

Provider homeOf(Ledger& ledger, const Happening& happening) {
  const std::string& id = happening.id;
  if (const auto home = ownHome(id, ledger.subscriptions, ledger.invoices, ledger.payments, ledger.customers,
                                ledger.refunds, ledger.disputes, ledger.checkouts, ledger.products, ledger.prices,
                                ledger.discounts, ledger.meters, ledger.creditGrants, ledger.portals))
    return *home;
  if (const Charge* charge = ledger.charges.find(id))
    if (const Payment* payment = ledger.payments.find(charge->payment)) return payment->home;
  if (const auto home = customersHome(ledger, id, ledger.charges, ledger.paymentMethods, ledger.invoiceItems,
                                      ledger.creditEntries, ledger.grantedDiscounts))
    return *home;
  return ledger.creditEntitlements.find(id) != nullptr ? Provider::Dodo : Provider::Stripe;
}

}  // namespace billing::sandbox
