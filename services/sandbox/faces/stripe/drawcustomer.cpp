#include "sandbox/faces/stripe/draw.h"

namespace billing::sandbox::stripe {
namespace {

// Stripe counts the other way round: a negative balance is the customer's credit.
std::int64_t stripeBalance(const Customer& customer) {
  std::int64_t sum = 0;
  for (const auto& entry : customer.balance) sum = sum != 0 ? sum : -entry.second;
  return sum;
}

QJsonValue balanceCurrency(const Desk& desk, const Customer& customer) {
  if (!customer.balance.empty()) return js(lowered(customer.balance.begin()->first));
  const auto& subscriptions = desk.subscriptionsOf(customer.id);
  return subscriptions.empty() ? js(nullptr) : js(subscriptions.front()->currency);
}

QJsonObject customerInvoiceSettings(const Customer& customer) {
  return Json()("default_payment_method", orNull(customer.paymentMethod))
      .nulls("custom_fields footer rendering_options");
}

bool isDelinquent(const Desk& desk, const Customer& customer) {
  for (const auto* subscription : desk.subscriptionsOf(customer.id))
    if (subscription->status == SubscriptionStatus::PastDue) return true;
  return false;
}

}  // namespace

QJsonValue drawAddress(const Address& address) {
  const bool known =
      !(address.line1 + address.line2 + address.city + address.state + address.postalCode + address.country).empty();
  if (!known) return js(nullptr);
  return js(static_cast<QJsonObject>(Json()("line1", orNull(address.line1))("line2", orNull(address.line2))(
      "city", orNull(address.city))("state", orNull(address.state))("postal_code", orNull(address.postalCode))(
      "country", orNull(address.country))));
}

QJsonObject drawCustomer(const Desk& desk, const Customer& customer) {
  Json out("customer");
  out("id", customer.id)("address", drawAddress(customer.address))("balance", stripeBalance(customer))(
      "created", customer.created)("currency", balanceCurrency(desk, customer))("default_source", nullptr)(
      "delinquent", isDelinquent(desk, customer))("description", orNull(customer.description))(
      "email", orNull(customer.email))("invoice_prefix", customer.id.substr(customer.id.size() - 8))(
      "invoice_settings", customerInvoiceSettings(customer))("livemode", false)("metadata", customer.metadata)(
      "name", orNull(customer.name))("next_invoice_sequence", 1)("phone", orNull(customer.phone))(
      "preferred_locales", QJsonArray{})("shipping", nullptr)("tax_exempt", "none")("test_clock",
                                                                                    orNull(customer.testClock));
  const auto* granted = desk.ledger.grantedDiscounts.find(customer.discount);
  out("discount", granted ? js(drawDiscount(desk, *granted)) : js(nullptr));
  return desk.withExtras(customer.id, out);
}

QJsonObject drawCard(const PaymentMethod& method) {
  Json out;
  out("brand", method.brand)("display_brand", method.brand)("country", orNull(method.country))(
      "exp_month", method.expMonth)("exp_year", method.expYear)("fingerprint", "fp" + method.lastFour + method.brand)(
      "funding", "credit")("last4", method.lastFour)("regulated_status", "unregulated");
  out("checks", Json()("cvc_check", "pass").nulls("address_line1_check address_postal_code_check"));
  out("networks", Json()("available", QJsonArray{qtext(method.brand)})("preferred", nullptr));
  out("three_d_secure_usage", Json()("supported", true));
  return out.nulls("generated_from wallet");
}

QJsonObject drawPaymentMethod(const Desk& desk, const PaymentMethod& method) {
  Json out("payment_method");
  out("id", method.id)("allow_redisplay", "unspecified")("card", drawCard(method))("created", method.created)(
      "customer", orNull(method.customer))("customer_account", nullptr)("livemode", false)("metadata", method.metadata)(
      "type", "card");
  out("billing_details",
      Json()("address", drawAddress(method.address))("email", orNull(method.email))("name", orNull(method.holder))
          .nulls("phone tax_id"));
  auto drawn = desk.withExtras(method.id, out);
  if (drawn.value(QLatin1String("type")) != QLatin1String("card")) drawn.remove(QLatin1String("card"));
  return drawn;
}

QJsonObject drawDiscount(const Desk& desk, const GrantedDiscount& granted) {
  const auto* code = desk.ledger.promotionCodes.find(granted.promotionCode);
  return Json("discount")("id", granted.id)("customer", orNull(granted.customer))("end", granted.end)(
             "promotion_code", code ? js(code->id) : js(nullptr))("start", granted.start)(
             "subscription", orNull(granted.subscription))("source",
                                                           Json()("coupon", granted.discount)("type", "coupon"))
      .nulls("checkout_session customer_account invoice invoice_item subscription_item");
}

}  // namespace billing::sandbox::stripe
