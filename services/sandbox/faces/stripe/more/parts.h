// The parts of the second half, and what their handlers have in common.
#pragma once

#include "sandbox/faces/stripe/desk.h"
#include "sandbox/faces/stripe/listing.h"
#include "sandbox/faces/stripe/more/objects.h"

namespace billing::sandbox::stripe {

void registerPaymentIntents(Desk& desk);
void registerSetupIntents(Desk& desk);
void registerCharges(Desk& desk);
void registerRefunds(Desk& desk);
void registerDisputes(Desk& desk);
void registerCreditNotes(Desk& desk);
void registerCoupons(Desk& desk);
void registerPromotionCodes(Desk& desk);
void registerCheckouts(Desk& desk);
void registerPaymentPages(Desk& desk);
void registerPortals(Desk& desk);
void registerMeters(Desk& desk);
void registerMeterEvents(Desk& desk);
void registerCreditGrants(Desk& desk);
void registerPlainObjects(Desk& desk);
void registerPlans(Desk& desk);
void registerQuotes(Desk& desk);
void registerSources(Desk& desk);
void registerBalance(Desk& desk);
void registerCashBalance(Desk& desk);

/// The number that a parameter must hold; 0 and a refusal when it does not.
[[nodiscard]] std::int64_t requiredInteger(const Reader& in, std::string_view name);
/// A positive amount; Stripe refuses 0 and less with parameter_invalid_integer.
[[nodiscard]] std::int64_t requiredAmount(const Reader& in, std::string_view name);

/// The payment method that a parameter names: an id, or a test token ("pm_card_visa", "tok_visa"), which becomes a card
/// of that customer (empty: of nobody). Null with the request's problem set when there is none such.
[[nodiscard]] PaymentMethod* methodNamed(Request& r, const std::string& customer, const std::string& name,
                                         const std::string& param);
/// The same for `payment_method`, or for the card in `payment_method_data`; null without a problem when neither is
/// given.
[[nodiscard]] PaymentMethod* methodGiven(Request& r, const Reader& in, const std::string& customer);

/// The intent of a session that only keeps a card; its id.
[[nodiscard]] std::string setupForCheckout(Request& r, const std::string& checkout);
/// Makes a payment method of the type sepa_debit from its account number; such debits take days at Stripe.
[[nodiscard]] Reply createBankDebit(Request& r);
[[nodiscard]] bool isBankDebit(const Desk& desk, const std::string& paymentMethod);

/// The time that counts for a customer: that of their test clock.
[[nodiscard]] Instant nowFor(const Request& r, const std::string& customer);
[[nodiscard]] std::string testClockOf(const Request& r, const std::string& customer);

/// An event that the engine has no word for, about the object of that kind and id.
void tellOf(Request& r, const std::string& id, const char* kind, const char* type);

/// 402 with the payment in it, when its last try failed; nullopt otherwise.
[[nodiscard]] std::optional<Refusal> declined(const Desk& desk, const Payment& payment);

/// Draws the table's entity of that id.
template <class T, class Draw>
[[nodiscard]] Objects::Draw drawFrom(const Desk& desk, Table<T> Ledger::* table, Draw draw) {
  return [&desk, table, draw](const std::string& id) -> std::optional<QJsonObject> {
    const T* found = (desk.ledger.*table).find(id);
    return found ? std::optional<QJsonObject>(draw(*found)) : std::nullopt;
  };
}

/// GET of one object.
void addGet(Desk& desk, const std::string& path, const std::string& kind);

}  // namespace billing::sandbox::stripe
