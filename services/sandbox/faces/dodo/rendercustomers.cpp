#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

QJsonObject customerJson(const Customer& customer) {
  return {{"business_id"_L1, businessId},
          {"created_at"_L1, timeText(customer.created)},
          {"customer_id"_L1, jsonString(customer.id)},
          {"email"_L1, jsonString(customer.email)},
          {"name"_L1, jsonString(customer.name)},
          {"metadata"_L1, metadataJson(customer.metadata)},
          {"phone_number"_L1, textOrNull(customer.phone)}};
}

QJsonObject customerShortJson(Desk& desk, const std::string& id) {
  const Customer* customer = desk.ledger().customers.find(id);
  const Customer nobody;
  const Customer& shown = customer == nullptr ? nobody : *customer;
  return {{"customer_id"_L1, jsonString(id)},
          {"email"_L1, jsonString(shown.email)},
          {"name"_L1, jsonString(shown.name)},
          {"metadata"_L1, metadataJson(shown.metadata)},
          {"phone_number"_L1, textOrNull(shown.phone)}};
}

QJsonObject paymentMethodJson(const PaymentMethod& method) {
  const QString month = QString::number(method.expMonth).rightJustified(2, u'0');
  return {{"payment_method"_L1, "card"_L1},
          {"payment_method_id"_L1, jsonString(method.id)},
          {"payment_method_type"_L1, "credit"_L1},
          {"recurring_enabled"_L1, true},
          {"last_used_at"_L1, timeText(method.created)},
          {"card"_L1, QJsonObject{{"card_holder_name"_L1, textOrNull(method.holder)},
                                  {"card_issuing_country"_L1, textOrNull(method.country)},
                                  {"card_network"_L1, jsonString(method.brand).toUpper()},
                                  {"card_type"_L1, "CREDIT"_L1},
                                  {"expiry_month"_L1, month},
                                  {"expiry_year"_L1, QString::number(method.expYear % 100)},
                                  {"last4_digits"_L1, jsonString(method.lastFour)}}}};
}

}  // namespace billing::sandbox::dodo
