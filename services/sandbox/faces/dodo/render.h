// The ledger's objects as Dodo writes them (SDK 2.52.0, all required fields and those of the optional ones that mean
// something here). They read what is there now: a delivery that comes late tells the latest state.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <string>

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

[[nodiscard]] QJsonObject productJson(Desk& desk, const Product& product);
[[nodiscard]] QJsonObject productRowJson(Desk& desk, const Product& product);
[[nodiscard]] QJsonObject priceJson(Desk& desk, const Product& product);
[[nodiscard]] QJsonObject addonJson(const Product& addon, const Price& price);

[[nodiscard]] QJsonObject customerJson(const Customer& customer);
/// CustomerLimitedDetails; of an unknown customer an empty one.
[[nodiscard]] QJsonObject customerShortJson(Desk& desk, const std::string& id);
[[nodiscard]] QJsonObject paymentMethodJson(const PaymentMethod& method);

[[nodiscard]] QJsonObject subscriptionJson(Desk& desk, const Subscription& subscription);
[[nodiscard]] QJsonObject subscriptionRowJson(Desk& desk, const Subscription& subscription);
/// Of one period, quantity and addons included, before tax.
[[nodiscard]] std::int64_t recurringAmount(Desk& desk, const Subscription& subscription);

[[nodiscard]] QJsonObject paymentJson(Desk& desk, const Payment& payment);
[[nodiscard]] QJsonObject paymentRowJson(Desk& desk, const Payment& payment);
[[nodiscard]] QJsonObject refundJson(Desk& desk, const Refund& refund);
[[nodiscard]] QJsonObject refundRowJson(const Refund& refund);
[[nodiscard]] QJsonObject disputeJson(Desk& desk, const Dispute& dispute);
[[nodiscard]] QJsonObject disputeRowJson(const Dispute& dispute);

[[nodiscard]] QJsonObject discountJson(Desk& desk, const Discount& discount);
/// As it works for a subscription: DiscountDetail.
[[nodiscard]] QJsonObject discountDetailJson(Desk& desk, const Discount& discount, const GrantedDiscount& granted,
                                             int position);

[[nodiscard]] QJsonObject meterJson(Desk& desk, const Meter& meter);
[[nodiscard]] QJsonObject usageEventJson(Desk& desk, const UsageEvent& event);
[[nodiscard]] QJsonObject creditEntitlementJson(Desk& desk, const CreditEntitlement& entitlement);
[[nodiscard]] QJsonObject creditEntryJson(const CreditEntry& entry);
[[nodiscard]] QJsonObject endpointJson(Desk& desk, const Endpoint& endpoint);

}  // namespace billing::sandbox::dodo
