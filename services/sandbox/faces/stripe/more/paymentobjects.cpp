#include <QJsonArray>

#include "sandbox/faces/stripe/desk.h"
#include "sandbox/faces/stripe/more/objects.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

// Where the customer proves who they are; hosted by the sandbox as it is by the bank.
QJsonValue nextAction(const Desk& desk, const Payment& payment, const QJsonObject& extras) {
  if (payment.status != "requires_action") return QJsonValue::Null;
  const QJsonValue back = extras.value(QLatin1String("return_url"));
  if (extras.contains(QLatin1String("next_action"))) return extras.value(QLatin1String("next_action"));
  if (!back.isString())
    return QJsonObject(Json()("type", "use_stripe_sdk")(
        "use_stripe_sdk", Json()("type", "three_d_secure_redirect")("stripe_js", desk.base + "/bank/" + payment.id)));
  return QJsonObject(Json()("type", "redirect_to_url")(
      "redirect_to_url", Json()("return_url", back)("url", desk.base + "/bank/" + payment.id)));
}

bool failedAt(const Charge& charge) {
  return charge.status == "failed";
}

QJsonObject outcome(const Charge& charge) {
  Json out(shape("charge#outcome"));
  if (!failedAt(charge)) return out;
  const std::string reason = charge.declineCode.empty() ? charge.errorCode : charge.declineCode;
  out("network_status", "declined_by_network")("reason", reason)("type", "issuer_declined");
  out("seller_message", "The bank did not return any further details with this decline.");
  return out("network_advice_code", "02")("network_decline_code", "01")("advice_code", "try_again_later");
}

QJsonObject billingDetails(const Desk& desk, const Charge& charge) {
  QJsonObject out = shape("charge").value(QLatin1String("billing_details")).toObject();
  const PaymentMethod* method = desk.ledger.paymentMethods.find(charge.paymentMethod);
  if (!method) return out;
  const Address& at = method->address;
  const auto address = Json()("city", orNull(at.city))("country", orNull(at.country))("line1", orNull(at.line1))(
      "line2", orNull(at.line2))("postal_code", orNull(at.postalCode))("state", orNull(at.state));
  return Json(out)("address", address)("email", orNull(method->email))("name", orNull(method->holder));
}

QJsonObject methodDetails(const Desk& desk, const Charge& charge) {
  const QJsonObject kept = desk.extras(charge.paymentMethod);
  const QString type = kept.value(QLatin1String("type")).toString(QStringLiteral("card"));
  const PaymentMethod* method = desk.ledger.paymentMethods.find(charge.paymentMethod);
  if (type != QLatin1String("card")) {
    const auto part = Json().nulls("bank_code branch_code country fingerprint last4 mandate");
    return Json()("type", QJsonValue(type))(type.toUtf8().constData(), part);
  }
  Json card(shape("charge#card"));
  card("amount_authorized", charge.amount.minor);
  if (method)
    card("brand", method->brand)("country", method->country)("exp_month", method->expMonth)(
        "exp_year", method->expYear)("last4", method->lastFour)("network", method->brand);
  return Json()("type", "card")("card", card);
}

}  // namespace

QJsonValue lastPaymentError(const Desk& desk, const Payment& payment) {
  if (payment.errorCode.empty()) return QJsonValue::Null;
  Json error;
  error("type", "card_error")("code", payment.errorCode)("message", payment.errorMessage);
  error("doc_url", "https://stripe.com/docs/error-codes/" + payment.errorCode);
  if (!payment.declineCode.empty()) error("decline_code", payment.declineCode);
  if (!payment.charges.empty()) error("charge", payment.charges.back());
  (void)desk;
  return QJsonObject(error);
}

QJsonObject paymentIntentObject(const Desk& desk, const Payment& payment) {
  const QJsonObject extras = desk.extras(payment.id);
  const bool paid = payment.status == "succeeded";
  const bool held = payment.status == "requires_capture";
  Json out(shape("payment_intent"));
  out("id", payment.id)("amount", payment.amount.minor)("currency", payment.amount.currency);
  out("amount_capturable", held ? payment.amount.minor : 0)("amount_received", !paid ? 0
                                                                               : payment.capturedMinor > 0
                                                                                   ? payment.capturedMinor
                                                                                   : payment.amount.minor);
  out("canceled_at", payment.cancelledAt)("cancellation_reason", orNull(payment.cancelReason));
  if (payment.captureByHand) out("capture_method", "manual");
  out("client_secret", payment.id + "_secret_sandbox")("created", payment.created);
  out("customer", orNull(payment.customer))("description", orNull(payment.description));
  out("last_payment_error", paid ? QJsonValue(QJsonValue::Null) : lastPaymentError(desk, payment));
  out("latest_charge", payment.charges.empty() ? QJsonValue(QJsonValue::Null) : js(payment.charges.back()));
  out("metadata", payment.metadata)("payment_method", orNull(payment.paymentMethod));
  out("receipt_email", orNull(payment.receiptEmail))("setup_future_usage", orNull(payment.setupFutureUsage));
  QJsonObject whole = laidOver(out("status", payment.status), extras);
  whole.insert(QLatin1String("next_action"), nextAction(desk, payment, extras));
  whole.remove(QLatin1String("return_url"));
  return whole;
}

QJsonObject chargeObject(const Desk& desk, const Charge& charge) {
  const Payment* payment = desk.ledger.payments.find(charge.payment);
  const bool failed = failedAt(charge);
  Json out(shape("charge"));
  out("id", charge.id)("amount", charge.amount.minor)("amount_captured", charge.capturedMinor);
  out("amount_refunded", charge.refundedMinor)("currency", charge.amount.currency)("created", charge.created);
  if (charge.capturedMinor > 0) out("balance_transaction", "txn_" + charge.id.substr(charge.id.find('_') + 1));
  out("billing_details", billingDetails(desk, charge))("captured", charge.capturedMinor > 0);
  out("customer", orNull(charge.customer))("disputed", charge.disputed);
  out("description", payment ? orNull(payment->description) : QJsonValue(QJsonValue::Null));
  out("failure_code", orNull(charge.errorCode))("failure_message", orNull(charge.errorMessage));
  out("metadata", charge.metadata.empty() && payment ? payment->metadata : charge.metadata);
  out("outcome", outcome(charge))("paid", charge.status == "succeeded")("payment_intent", orNull(charge.payment));
  out("payment_method", orNull(charge.paymentMethod))("payment_method_details", methodDetails(desk, charge));
  out("receipt_email", payment ? orNull(payment->receiptEmail) : QJsonValue(QJsonValue::Null));
  out("refunded", !failed && charge.capturedMinor > 0 && charge.refundedMinor == charge.capturedMinor);
  return laidOver(out("status", charge.status), desk.extras(charge.id));
}

QJsonObject refundObject(const Desk& desk, const Refund& refund) {
  Json out(shape("refund"));
  out("id", refund.id)("amount", refund.amount.minor)("currency", refund.amount.currency)("created", refund.created);
  if (refund.status == "succeeded") out("balance_transaction", "txn_" + refund.id.substr(refund.id.find('_') + 1));
  out("charge", orNull(refund.charge))("payment_intent", orNull(refund.payment))("metadata", refund.metadata);
  out("reason", orNull(refund.reason))("status", refund.status);
  return laidOver(out, desk.extras(refund.id));
}

QJsonObject disputeObject(const Desk& desk, const Dispute& dispute) {
  const QJsonObject given = objectFrom(dispute.evidence);
  const QJsonObject extras = desk.extras(dispute.id);
  Json out(shape("dispute"));
  out("id", dispute.id)("amount", dispute.amount.minor)("currency", dispute.amount.currency);
  out("charge", dispute.charge)("payment_intent", orNull(dispute.payment))("created", dispute.created);
  out("evidence", laidOver(shape("dispute#evidence"), given))("metadata", dispute.metadata);
  Json details(shape("dispute").value(QLatin1String("evidence_details")).toObject());
  const bool handedIn = dispute.status != "needs_response" && !given.isEmpty();
  details("due_by", dispute.respondBy)("has_evidence", !given.isEmpty())("submission_count", handedIn ? 1 : 0);
  details("submission_method", handedIn ? "manual" : "not_submitted");
  out("evidence_details", details)("is_charge_refundable", dispute.status.starts_with("warning"));
  return laidOver(out("reason", dispute.reason)("status", dispute.status), extras);
}

}  // namespace billing::sandbox::stripe
