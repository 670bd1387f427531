// What our own database holds of an order's subject, read on a reader's connection: to be compared with what the
// provider says, and to tell what the account has afterwards.
#pragma once

#include <QString>
#include <optional>

#include "domain/accountstate.h"
#include "operations/admin/previewing.h"
#include "store/accountrows.h"

namespace billing::operations {

struct HeldFacts {
  std::optional<SubscriptionState> subscription;
  std::optional<PaymentState> payment;
  QString customerName;                   ///< of the subscription's or payment's customer; empty: not known
  std::optional<std::string> accountKey;  ///< whose it is; nullopt: nobody's
  AccountFacts facts;                     ///< of that account
};
/// Of a subscription or a payment (`order.subject` of its kind).
[[nodiscard]] Result<HeldFacts> heldSubscription(const Sight& sight, const std::string& id);
[[nodiscard]] Result<HeldFacts> heldPayment(const Sight& sight, const std::string& id);

struct HeldAccount {
  store::AccountDetail detail;
  AccountFacts facts;
};
/// nullopt: there is no account of that key.
[[nodiscard]] Result<std::optional<HeldAccount>> heldAccount(const Sight& sight, const std::string& key);

/// A customer's name, else its e-mail address; empty when nobody has told of it.
[[nodiscard]] Result<QString> heldCustomerName(const Sight& sight, const std::string& customer);
/// What the provider told of the price; nullopt: nothing.
[[nodiscard]] Result<std::optional<PriceState>> heldPrice(const Sight& sight, const std::string& product);
/// Subscriptions of the customer that run.
[[nodiscard]] Result<QVector<QString>> runningOf(const Sight& sight, const std::string& customer);
/// How many running subscriptions have this price.
[[nodiscard]] Result<int> havingPrice(const Sight& sight, const std::string& product);

}  // namespace billing::operations
