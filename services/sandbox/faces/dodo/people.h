// Whom a request speaks of.
#pragma once

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

/// 404 for one who is unknown or gone.
[[nodiscard]] Outcome<Customer*> customerOf(Desk& desk, const std::string& id);
/// Dodo's CustomerRequest: {customer_id}, or {email, name} which makes a customer, or finds the one of that email
/// unless create_new_customer is set.
[[nodiscard]] Outcome<Customer*> customerAsked(Desk& desk, const QJsonObject& request);
/// Empty: nobody has it.
[[nodiscard]] std::string customerIdByEmail(Desk& desk, const std::string& email);
/// The subscription, or 404.
[[nodiscard]] Outcome<Subscription*> subscriptionOf(Desk& desk, const std::string& id);
[[nodiscard]] Outcome<Payment*> paymentOf(Desk& desk, const std::string& id);

}  // namespace billing::sandbox::dodo
