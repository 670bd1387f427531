#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

QJsonArray refundsOf(Desk& desk, const Payment& payment) {
  QJsonArray refunds;
  if (payment.refundedMinor == 0) return refunds;
  for (const auto& refund : desk.ledger().refunds.all())
    if (refund->payment == payment.id) refunds.append(refundRowJson(*refund));
  return refunds;
}

template <class Each>
void eachDispute(Desk& desk, const Payment& payment, Each each) {
  for (const auto& dispute : desk.ledger().disputes.all())
    if (dispute->payment == payment.id) each(*dispute);
}

QJsonArray cartOf(Desk& desk, const Payment& payment) {
  QJsonArray cart;
  for (const auto& line : payment.cart)
    cart.append(QJsonObject{
        {"product_id"_L1, jsonString(line.product.empty() ? productIdOfPrice(desk, line.price) : line.product)},
        {"quantity"_L1, jsonInteger(line.quantity)}});
  return cart;
}

QJsonValue refundStatus(const Payment& payment) {
  if (payment.refundedMinor == 0) return QJsonValue::Null;
  return QLatin1String(payment.refundedMinor >= payment.amount.minor ? "full" : "partial");
}

void putCard(Desk& desk, const Payment& payment, QJsonObject& json) {
  const PaymentMethod* card = desk.ledger().paymentMethods.find(payment.paymentMethod);
  json["card_last_four"_L1] = textOrNull(card == nullptr ? "" : card->lastFour);
  json["card_network"_L1] =
      card == nullptr ? QJsonValue(QJsonValue::Null) : QJsonValue(jsonString(card->brand).toUpper());
  json["payment_method"_L1] = textOrNull(card == nullptr ? "" : "card");
  json["payment_method_type"_L1] = textOrNull(card == nullptr ? "" : "credit");
}

void putCardDetails(Desk& desk, const Payment& payment, QJsonObject& json) {
  const PaymentMethod* card = desk.ledger().paymentMethods.find(payment.paymentMethod);
  json["card_holder_name"_L1] = textOrNull(card == nullptr ? "" : card->holder);
  json["card_issuing_country"_L1] = textOrNull(card == nullptr ? "" : card->country);
  json["card_type"_L1] = textOrNull(card == nullptr ? "" : "CREDIT");
  json["payment_method_id"_L1] = textOrNull(payment.paymentMethod);
}

void putInvoice(Desk& desk, const Payment& payment, QJsonObject& json) {
  const bool paid = payment.status == "succeeded";
  const std::string id =
      payment.invoice.empty() ? "inv_" + payment.id.substr(payment.id.find('_') + 1) : payment.invoice;
  json["invoice_id"_L1] = textOrNull(paid || !payment.invoice.empty() ? id : std::string());
  json["invoice_url"_L1] = textOrNull(paid ? desk.base() + "/invoices/payments/" + payment.id : std::string());
}

QJsonObject paymentCommonJson(Desk& desk, const Payment& payment) {
  QJsonArray subscriptions;
  if (!payment.subscription.empty()) subscriptions.append(jsonString(payment.subscription));
  QJsonObject json{{"brand_id"_L1, brandId},
                   {"created_at"_L1, timeText(payment.created)},
                   {"currency"_L1, codeText(payment.amount.currency)},
                   {"customer"_L1, customerShortJson(desk, payment.customer)},
                   {"digital_products_delivered"_L1, false},
                   {"is_multi_subscription"_L1, false},
                   {"metadata"_L1, metadataJson(payment.metadata)},
                   {"payment_id"_L1, jsonString(payment.id)},
                   {"payment_provider"_L1, "dodo"_L1},
                   {"refund_status"_L1, refundStatus(payment)},
                   {"status"_L1, intentWord(payment)},
                   {"subscription_id"_L1, textOrNull(payment.subscription)},
                   {"subscription_ids"_L1, subscriptions},
                   {"total_amount"_L1, jsonInteger(payment.amount.minor)}};
  putCard(desk, payment, json);
  putInvoice(desk, payment, json);
  return json;
}

void putSettlement(const Payment& payment, QJsonObject& json) {
  json["settlement_amount"_L1] = jsonInteger(payment.amount.minor);
  json["settlement_currency"_L1] = codeText(payment.amount.currency);
  json["settlement_tax"_L1] = jsonInteger(payment.taxMinor);
  json["tax"_L1] = jsonInteger(payment.taxMinor);
}

void putOutcome(Desk& desk, const Payment& payment, QJsonObject& json) {
  json["error_code"_L1] = textOrNull(payment.declineCode.empty() ? payment.errorCode : payment.declineCode);
  json["error_message"_L1] = textOrNull(payment.errorMessage);
  json["retry_attempt"_L1] = payment.retry;
  json["updated_at"_L1] =
      payment.updated.ms == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(timeText(payment.updated));
  json["payment_link"_L1] = desk.extras(payment.id)["payment_link"_L1];
  if (json["payment_link"_L1].isUndefined()) json["payment_link"_L1] = QJsonValue::Null;
}

QJsonObject billingOf(Desk& desk, const Payment& payment) {
  const Customer* customer = desk.ledger().customers.find(payment.customer);
  return addressJson(customer == nullptr ? Address() : customer->address);
}

}  // namespace

QJsonObject paymentJson(Desk& desk, const Payment& payment) {
  QJsonObject json = paymentCommonJson(desk, payment);
  QJsonArray disputes;
  eachDispute(desk, payment, [&](const Dispute& dispute) {
    QJsonObject row = disputeRowJson(dispute);
    row.remove("payment_provider"_L1);
    row["remarks"_L1] = QJsonValue::Null;
    disputes.append(row);
  });
  json["billing"_L1] = billingOf(desk, payment);
  json["business_id"_L1] = businessId;
  json["checkout_session_id"_L1] = textOrNull(payment.checkout);
  json["custom_field_responses"_L1] = QJsonValue::Null;
  json["discount_id"_L1] = QJsonValue::Null;
  json["disputes"_L1] = disputes;
  json["is_update_payment_method"_L1] = payment.updatesPaymentMethod;
  json["product_cart"_L1] = cartOf(desk, payment);
  json["refunds"_L1] = refundsOf(desk, payment);
  putSettlement(payment, json);
  putCardDetails(desk, payment, json);
  putOutcome(desk, payment, json);
  return json;
}

QJsonObject paymentRowJson(Desk& desk, const Payment& payment) {
  QJsonObject json = paymentCommonJson(desk, payment);
  json["has_license_key"_L1] = false;
  json["dispute_status"_L1] = QJsonValue::Null;
  eachDispute(desk, payment, [&](const Dispute& dispute) { json["dispute_status"_L1] = disputeWord(dispute); });
  return json;
}

QJsonObject refundRowJson(const Refund& refund) {
  return {{"business_id"_L1, businessId},
          {"created_at"_L1, timeText(refund.created)},
          {"is_partial"_L1, refund.partial},
          {"payment_id"_L1, jsonString(refund.payment)},
          {"refund_id"_L1, jsonString(refund.id)},
          {"status"_L1, refundWord(refund)},
          {"amount"_L1, jsonInteger(refund.amount.minor)},
          {"currency"_L1, codeText(refund.amount.currency)},
          {"reason"_L1, textOrNull(refund.reason)}};
}

QJsonObject refundJson(Desk& desk, const Refund& refund) {
  QJsonObject json = refundRowJson(refund);
  json["brand_id"_L1] = brandId;
  json["customer"_L1] = customerShortJson(desk, refund.customer);
  json["metadata"_L1] = metadataJson(refund.metadata);
  return json;
}

QJsonObject disputeRowJson(const Dispute& dispute) {
  return {{"amount"_L1, QString::number(dispute.amount.minor)},
          {"business_id"_L1, businessId},
          {"created_at"_L1, timeText(dispute.created)},
          {"currency"_L1, codeText(dispute.amount.currency)},
          {"dispute_id"_L1, jsonString(dispute.id)},
          {"dispute_stage"_L1, "dispute"_L1},
          {"dispute_status"_L1, disputeWord(dispute)},
          {"payment_id"_L1, jsonString(dispute.payment)},
          {"payment_provider"_L1, "dodo"_L1},
          {"is_resolved_by_rdr"_L1, false}};
}

QJsonObject disputeJson(Desk& desk, const Dispute& dispute) {
  QJsonObject json = disputeRowJson(dispute);
  json["brand_id"_L1] = brandId;
  json["customer"_L1] = customerShortJson(desk, dispute.customer);
  json["reason"_L1] = textOrNull(dispute.reason);
  json["remarks"_L1] = QJsonValue::Null;
  return json;
}

}  // namespace billing::sandbox::dodo
