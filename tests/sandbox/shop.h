// A sandbox without sockets for tests: ledger, engine, a clock moved by hand, and everything that was told.
#pragma once

#include <QtGlobal>
#include <algorithm>
#include <string>
#include <vector>

#include "sandbox/engine/engine.h"

namespace billing::sandbox::test {

inline Instant at(const char* iso) {
  return fromIso8601(iso).value();
}
inline Currency usd() {
  return *Currency::fromCode("USD");
}

class Shop {
 public:
  explicit Shop(Provider provider = Provider::Stripe, const char* start = "2026-01-31T10:00:00Z",
                const std::string& file = {})
      : home(provider),
        clock(at(start)),
        ledger(std::move(Ledger::open(file).value())),
        engine(*ledger, clock, [this](const Happening& happening) { told.push_back(happening); }) {}

  std::string price(std::int64_t minor, BillingInterval interval = {IntervalUnit::Month, 1}) {
    Product product;
    product.id = ledger->newId("prod_");
    product.name = "Plan " + std::to_string(minor);
    product.home = home;
    Price made;
    made.id = ledger->newId("price_");
    made.product = product.id;
    made.home = home;
    made.unit = {minor, usd()};
    made.interval = interval;
    product.defaultPrice = made.id;
    ledger->products.add(product);
    return ledger->prices.add(made).id;
  }
  std::string customer(const char* card = "4242424242424242", const char* country = "US") {
    Customer made;
    made.id = ledger->newId("cus_");
    made.home = home;
    made.address.country = country;
    made.created = engine.now();
    const std::string id = ledger->customers.add(made).id;
    if (card != nullptr && !engine.addCard(id, card)) qFatal("no such card: %s", card);
    return id;
  }
  SubscriptionOrder order(const std::string& customer, const std::string& price, std::int64_t quantity = 1) {
    SubscriptionOrder made;
    made.customer = customer;
    made.items = {{"", price, quantity, {}}};
    return made;
  }
  Subscription& subscribe(const std::string& customer, const std::string& price, std::int64_t quantity = 1) {
    return **engine.subscribe(order(customer, price, quantity));
  }
  ItemsChange change(const Subscription& subscription, const std::string& price,
                     providers::ChangeCharge charge = providers::ChangeCharge::Prorated, std::int64_t quantity = 1) {
    ItemsChange made;
    made.subscription = subscription.id;
    made.items = {{"", price, quantity, {}}};
    made.charge = charge;
    return made;
  }
  Invoice& latest(const Subscription& subscription) { return *ledger->invoices.find(subscription.latestInvoice); }
  Payment& lastPayment() { return *ledger->payments.all().back(); }
  bool to(const char* iso) { return engine.advance(at(iso)).has_value(); }
  bool wasTold(What what, const std::string& id) const {
    return std::ranges::any_of(told, [&](const Happening& each) { return each.what == what && each.id == id; });
  }
  std::int64_t captured() const {
    std::int64_t sum = 0;
    for (const auto& charge : ledger->charges.all()) sum += charge->capturedMinor - charge->refundedMinor;
    return sum;
  }
  std::int64_t credit(const std::string& customer) const {
    const auto& balance = ledger->customers.find(customer)->balance;
    const auto found = balance.find("USD");
    return found == balance.end() ? 0 : found->second;
  }

  Provider home;
  ManualClock clock;
  std::unique_ptr<Ledger> ledger;
  std::vector<Happening> told;
  Engine engine;
};

/// What must hold after whatever happened; empty when it does, else the first thing that does not.
std::string brokenRule(Shop& shop);

}  // namespace billing::sandbox::test
