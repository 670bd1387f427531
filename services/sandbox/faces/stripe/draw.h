// The objects of the API as SDK 23.1.0 types them, drawn from the ledger. Every required field is there.
#pragma once

#include <string>

#include "sandbox/faces/stripe/desk.h"

namespace billing::sandbox::stripe {

[[nodiscard]] QJsonObject drawProduct(const Desk& desk, const Product& product);
[[nodiscard]] QJsonObject drawPrice(const Desk& desk, const Price& price);
/// The same as `plan`, the older look that subscription items still carry.
[[nodiscard]] QJsonObject drawPlan(const Desk& desk, const Price& price);
[[nodiscard]] QJsonObject drawRecurring(const Price& price);

[[nodiscard]] QJsonObject drawCustomer(const Desk& desk, const Customer& customer);
[[nodiscard]] QJsonObject drawPaymentMethod(const Desk& desk, const PaymentMethod& method);
/// Null when nothing is known of it.
[[nodiscard]] QJsonValue drawAddress(const Address& address);
/// What may be known of a card: brand, last4 and the like.
[[nodiscard]] QJsonObject drawCard(const PaymentMethod& method);
/// A coupon at work; its coupon as an id.
[[nodiscard]] QJsonObject drawDiscount(const Desk& desk, const GrantedDiscount& granted);

[[nodiscard]] QJsonObject drawSubscription(const Desk& desk, const Subscription& subscription);
[[nodiscard]] QJsonObject drawSubscriptionItem(const Desk& desk, const Subscription& subscription,
                                               const SubscriptionItem& item);
/// Stripe's word for a status: active, past_due, canceled, ...
[[nodiscard]] const char* statusWord(const Subscription& subscription);

[[nodiscard]] QJsonObject drawInvoice(const Desk& desk, const Invoice& invoice);
[[nodiscard]] QJsonObject drawInvoiceLine(const Desk& desk, const Invoice& invoice, const InvoiceLine& line);
/// `payment`: of the invoice.
[[nodiscard]] QJsonObject drawInvoicePayment(const Desk& desk, const Invoice& invoice, const Payment& payment);
[[nodiscard]] QJsonObject drawInvoiceItem(const Desk& desk, const InvoiceItem& item);

[[nodiscard]] QJsonObject drawTestClock(const TestClock& clock);
/// {"type": "self"}: no account but one's own.
[[nodiscard]] QJsonObject ownAccount();
/// {"enabled": false, ...}: the sandbox computes no tax by place.
[[nodiscard]] QJsonObject noAutomaticTax();

}  // namespace billing::sandbox::stripe
