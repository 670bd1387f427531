#include <QJsonArray>

#include "sandbox/faces/stripe/desk.h"
#include "sandbox/faces/stripe/more/objects.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

const char* paymentStatus(const Checkout& checkout) {
  if (checkout.mode == "setup" || (checkout.status == "complete" && checkout.totalMinor == 0))
    return "no_payment_required";
  return checkout.status == "complete" ? "paid" : "unpaid";
}

QJsonValue customerDetails(const Desk& desk, const Checkout& checkout) {
  const Customer* customer = desk.ledger.customers.find(checkout.customer);
  const std::string email = customer && !customer->email.empty() ? customer->email : checkout.email;
  const std::string name = customer && !customer->name.empty() ? customer->name : checkout.name;
  if (email.empty() && !customer) return QJsonValue::Null;
  const Address& at = customer ? customer->address : checkout.address;
  Json out(shape("checkout.session#customer"));
  if (!at.country.empty())
    out("address", Json()("city", orNull(at.city))("country", at.country)("line1", orNull(at.line1))(
                       "line2", orNull(at.line2))("postal_code", orNull(at.postalCode))("state", orNull(at.state)));
  return QJsonObject(out("email", orNull(email))("name", orNull(name)));
}

// A code of the customer's own, or a coupon that the merchant named.
QJsonArray checkoutDiscounts(const Desk& desk, const Checkout& checkout) {
  QJsonArray out;
  for (const std::string& code : checkout.codes) {
    const PromotionCode* promotion = desk.ledger.promotionCodes.find(code);
    const std::string coupon = promotion ? promotion->coupon : code;
    out.append(QJsonObject(Json()("coupon", coupon)("promotion_code", promotion ? js(code) : js(nullptr))));
  }
  return out;
}

void putTotals(Json& out, const Checkout& checkout) {
  if (checkout.mode == "setup") return;
  out("amount_subtotal", checkout.subtotalMinor)("amount_total", checkout.totalMinor);
  std::int64_t tax = 0;
  for (const CartLine& line : checkout.cart) tax += line.taxMinor;
  out("total_details", Json()("amount_discount", checkout.discountMinor)("amount_shipping", 0)("amount_tax", tax));
}

}  // namespace

QJsonObject checkoutObject(const Desk& desk, const Checkout& checkout) {
  Json out(shape("checkout.session"));
  out("id", checkout.id)("mode", checkout.mode)("status", checkout.status)("created", checkout.created);
  out("expires_at", checkout.expires)("currency", checkout.currency.empty() ? js(nullptr) : js(checkout.currency));
  putTotals(out, checkout);
  out("payment_status", paymentStatus(checkout))("customer", orNull(checkout.customer));
  out("customer_creation", checkout.mode == "subscription" ? "always" : "if_required")("customer_details",
                                                                                       customerDetails(desk, checkout));
  out("customer_email", orNull(checkout.email))("client_reference_id", orNull(checkout.reference));
  out("success_url", orNull(checkout.successUrl))("cancel_url", orNull(checkout.cancelUrl));
  if (checkout.allowsCodes) out("allow_promotion_codes", true);
  out("discounts", checkoutDiscounts(desk, checkout))("locale", orNull(checkout.locale));
  out("metadata", checkout.metadata)("subscription", orNull(checkout.subscription));
  out("payment_intent", checkout.mode == "payment" ? orNull(checkout.payment) : js(nullptr));
  out("invoice", orNull(checkout.invoice))("setup_intent", orNull(checkout.setupIntent));
  if (checkout.status == "open") out("url", desk.base + "/pay/" + checkout.id);
  return laidOver(out, desk.extras(checkout.id));
}

QJsonObject portalObject(const Desk& desk, const PortalSession& session) {
  Json out(shape("billing_portal.session"));
  out("id", session.id)("configuration", session.configuration)("created", session.created);
  out("customer", session.customer)("return_url", orNull(session.returnUrl));
  out("url", desk.base + "/portal/" + session.id);
  if (!session.flow.empty()) {
    Json flow(shape("billing_portal.session#flow"));
    flow("type", session.flow);
    const bool ofSubscription = session.flow.starts_with("subscription_");
    if (ofSubscription) flow(session.flow.c_str(), Json()("subscription", session.subscription));
    out("flow", flow);
  }
  return laidOver(out, desk.extras(session.id));
}

}  // namespace billing::sandbox::stripe
