#include "sandbox/faces/dodo/hostedpage.h"

#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

std::string payAddress(Desk& desk, const std::string& checkout) {
  return desk.base() + "/pay/" + checkout;
}

const Checkout& openPageFor(Desk& desk, Payment& payment, const std::string& returnUrl) {
  Checkout checkout;
  checkout.id = desk.ledger().newId("cks_");
  checkout.customer = payment.customer;
  checkout.successUrl = returnUrl;
  checkout.mode = payment.subscription.empty() ? "payment" : "subscription";
  checkout.cart = payment.cart;
  checkout.currency = payment.amount.currency;
  checkout.subtotalMinor = payment.amount.minor - payment.taxMinor;
  checkout.totalMinor = payment.amount.minor;
  checkout.metadata = payment.metadata;
  checkout.payment = payment.id;
  checkout.subscription = payment.subscription;
  checkout.invoice = payment.invoice;
  checkout.created = desk.now();
  checkout.expires = {desk.now().ms + checkoutLifeMs};
  const std::string id = payment.id;
  const Checkout& kept = desk.ledger().checkouts.add(std::move(checkout));
  payment.checkout = kept.id;
  desk.ledger().payments.touch(id);
  desk.mergeExtras(id, {{"payment_link"_L1, jsonString(payAddress(desk, kept.id))}});
  return kept;
}

Outcome<std::string> ownCard(Desk& desk, const std::string& paymentMethod, const std::string& customer) {
  const PaymentMethod* card = desk.ledger().paymentMethods.find(paymentMethod);
  if (card == nullptr || card->customer != customer) return notFound("Payment method", paymentMethod);
  return paymentMethod;
}

std::vector<std::string> codesAsked(const Asked& asked) {
  std::vector<std::string> codes;
  for (const auto& code : asked.body["discount_codes"_L1].toArray()) codes.push_back(stdText(code));
  if (codes.empty() && asked.has("discount_code")) codes.push_back(asked.text("discount_code"));
  return codes;
}

void takeBilling(Desk& desk, Customer& customer, const QJsonValue& billing) {
  if (!billing.isObject()) return;
  customer.address = addressFrom(billing.toObject());
  desk.ledger().customers.touch(customer.id);
}

}  // namespace billing::sandbox::dodo
