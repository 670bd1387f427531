// The second half of Stripe's objects, each from the ledger's entity: payments, discounts, sessions, credits, meters.
#pragma once

#include "sandbox/faces/stripe/desk.h"

namespace billing::sandbox::stripe {

[[nodiscard]] QJsonObject paymentIntentObject(const Desk& desk, const Payment& payment);
[[nodiscard]] QJsonObject chargeObject(const Desk& desk, const Charge& charge);
[[nodiscard]] QJsonObject refundObject(const Desk& desk, const Refund& refund);
[[nodiscard]] QJsonObject disputeObject(const Desk& desk, const Dispute& dispute);
/// {type: card_error, code, decline_code, message ...} of a payment that failed; null when it did not.
[[nodiscard]] QJsonValue lastPaymentError(const Desk& desk, const Payment& payment);

[[nodiscard]] QJsonObject couponObject(const Discount& discount);
[[nodiscard]] QJsonObject promotionCodeObject(const Desk& desk, const PromotionCode& code);

[[nodiscard]] QJsonObject checkoutObject(const Desk& desk, const Checkout& checkout);
[[nodiscard]] QJsonObject portalObject(const Desk& desk, const PortalSession& session);
[[nodiscard]] QJsonObject creditNoteObject(const Desk& desk, const CreditNote& note);

[[nodiscard]] QJsonObject meterObject(const Meter& meter);
[[nodiscard]] QJsonObject creditGrantObject(const Desk& desk, const CreditGrant& grant);
[[nodiscard]] QJsonObject creditTransactionObject(const Desk& desk, const CreditEntry& entry);

/// `over` laid over `object`, key by key.
[[nodiscard]] inline QJsonObject laidOver(QJsonObject object, const QJsonObject& over) {
  for (auto field = over.begin(); field != over.end(); ++field) object.insert(field.key(), field.value());
  return object;
}

}  // namespace billing::sandbox::stripe
