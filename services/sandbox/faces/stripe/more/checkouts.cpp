// Checkout sessions: the hosted page at /pay/ID pays them.
#include "sandbox/faces/stripe/more/cart.h"

namespace billing::sandbox::stripe {
namespace {

constexpr auto checkoutParams =
    "adaptive_pricing after_expiration allow_promotion_codes automatic_tax billing_address_collection "
    "branding_settings "
    "cancel_url client_reference_id consent_collection currency custom_fields custom_text customer customer_account "
    "customer_creation customer_email customer_update discounts excluded_payment_method_types expires_at "
    "integration_identifier invoice_creation line_items locale managed_payments metadata mode name_collection "
    "optional_items origin_context payment_intent_data payment_method_collection payment_method_configuration "
    "payment_method_data payment_method_options payment_method_types permissions phone_number_collection "
    "redirect_on_completion return_url saved_payment_method_options setup_intent_data shipping_address_collection "
    "shipping_options submit_type subscription_data success_url tax_id_collection ui_mode wallet_options";
constexpr auto checkoutExtras =
    "billing_address_collection customer_creation payment_method_collection phone_number_collection submit_type "
    "return_url";

constexpr std::int64_t shortestMs = 30 * 60'000;
constexpr std::int64_t longestMs = 24 * 3'600'000;

void readExpiry(const Reader& in, Checkout& checkout) {
  checkout.expires = in.time("expires_at").value_or(Instant{checkout.created.ms + longestMs});
  const auto ahead = checkout.expires.ms - checkout.created.ms;
  if (in.has("expires_at") && (ahead < shortestMs - 60'000 || ahead > longestMs))
    in.refuse(invalid("The `expires_at` timestamp must be between 30 minutes and 24 hours from now.", "expires_at"));
}

void readMode(Request& r, const Cart& cart, Checkout& checkout) {
  const auto in = r.in();
  checkout.mode = in.oneOf("mode", {"payment", "setup", "subscription"});
  if (checkout.mode.empty() && !r.problem) in.refuse(missingParameter("mode"));
  if (checkout.mode == "payment" && cart.recurring)
    in.refuse(
        invalid("You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode "
                "or use only one-time prices.",
                "line_items[0]"));
  if (checkout.mode == "subscription" && !cart.recurring)
    in.refuse(invalid("You must provide at least one recurring price in `subscription` mode when using prices.", {}));
}

void readPeople(Request& r, Checkout& checkout) {
  const auto in = r.in();
  if (const auto* customer = r.given(r.ledger.customers, in, "customer", "customer")) checkout.customer = customer->id;
  if (in.has("customer") && in.has("customer_email"))
    in.refuse(invalid("You may only specify one of these parameters: customer, customer_email.", "customer"));
  in.into("customer_email", checkout.email);
  in.into("client_reference_id", checkout.reference);
  in.into("success_url", checkout.successUrl);
  in.into("cancel_url", checkout.cancelUrl);
  in.into("locale", checkout.locale);
  in.into("metadata", checkout.metadata);
}

void readTerms(Request& r, Checkout& checkout) {
  const auto in = r.in();
  const auto subscription = in.at("subscription_data");
  subscription.into("metadata", checkout.subscriptionMetadata);
  checkout.trialDays = static_cast<int>(subscription.integer("trial_period_days").value_or(0));
  if (const auto end = subscription.time("trial_end"))
    checkout.trialDays = static_cast<int>((end->ms - checkout.created.ms + 86'399'999) / 86'400'000);
  in.at("payment_intent_data").into("metadata", checkout.paymentMetadata);
  checkout.allowsCodes = in.boolean("allow_promotion_codes").value_or(false);
  checkout.codes = discountsGiven(r, in);
  if (checkout.allowsCodes && !checkout.codes.empty())
    in.refuse(invalid("You may only specify one of these parameters: allow_promotion_codes, discounts.", "discounts"));
}

QJsonObject checkoutExtrasGiven(const Reader& in, const Checkout& checkout) {
  QJsonObject extras;
  readExtras(in, checkoutExtras, extras);
  const auto page =
      in.oneOf("ui_mode", {"custom", "elements", "embedded", "embedded_page", "form", "hosted", "hosted_page"});
  const bool hosted = page.empty() || page.starts_with("hosted");
  if (!hosted) {
    extras.insert(QLatin1String("ui_mode"), js(page == "embedded" ? "embedded_page"
                                               : page == "custom" ? "elements"
                                                                  : page));
    extras.insert(QLatin1String("url"), QJsonValue::Null);
    extras.insert(QLatin1String("client_secret"), js(checkout.id + "_secret_sandbox"));
  }
  if (in.has("payment_method_types"))
    extras.insert(QLatin1String("payment_method_types"), js(in.texts("payment_method_types")));
  return extras;
}

// As the engine would charge it now: a trial's prices cost nothing today, taxes and discounts are in it.
void computeTotals(Request& r, Checkout& checkout) {
  if (checkout.cart.empty()) return;
  const auto cost = r.engine.previewCheckout(checkout);
  if (!cost) return r.in().refuse(refusalOf(cost.error()));
  checkout.subtotalMinor = cost->subtotalMinor;
  checkout.discountMinor = cost->discountMinor;
  checkout.totalMinor = cost->totalMinor;
  for (std::size_t i = 0; i < checkout.cart.size() && i < cost->lines.size(); ++i)
    checkout.cart[i].taxMinor = cost->lines[i].taxMinor;
}

Reply createCheckout(Request& r) {
  const auto in = r.in();
  Checkout checkout;
  checkout.home = Provider::Stripe;
  const auto cart = readCart(r, "line_items", in.text("mode") != "setup");
  readMode(r, cart, checkout);
  readPeople(r, checkout);
  checkout.created = nowFor(r, checkout.customer);
  readExpiry(in, checkout);
  readTerms(r, checkout);
  checkout.cart = cart.lines;
  checkout.currency = in.currency("currency").value_or(cart.currency);
  if (r.problem) return r.refused();
  checkout.id = r.ledger.newId("cs_test_");
  const auto extras = checkoutExtrasGiven(in, checkout);
  computeTotals(r, checkout);
  if (r.problem) return r.refused();
  if (checkout.mode == "setup") checkout.setupIntent = setupForCheckout(r, checkout.id);
  const auto id = r.ledger.checkouts.add(std::move(checkout)).id;
  r.desk.keepExtras(id, extras);
  return r.desk.draw("checkout.session", id);
}

Reply expireSession(Request& r) {
  const auto* checkout = r.named(r.ledger.checkouts, "checkout.session");
  if (!checkout) return r.refused();
  if (checkout->status != "open")
    return refuse(
        invalid("Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has "
                "a status of " +
                checkout->status + "."));
  const auto expired = r.engine.expireCheckout(r.id());
  if (!expired) return refuse(refusalOf(expired.error()));
  return r.desk.draw("checkout.session", r.id());
}

Reply updateSession(Request& r) {
  auto* checkout = r.named(r.ledger.checkouts, "checkout.session");
  if (!checkout) return r.refused();
  r.in().into("metadata", checkout->metadata);
  if (r.problem) return r.refused();
  r.ledger.checkouts.touch(checkout->id);
  return r.desk.draw("checkout.session", r.id());
}

Reply listSessions(Request& r) {
  const auto in = r.in();
  const auto customer = in.text("customer");
  const auto intent = in.text("payment_intent");
  const auto subscription = in.text("subscription");
  const auto status = in.oneOf("status", {"complete", "expired", "open"});
  const auto keep = [&](const Checkout& one) {
    return one.home == Provider::Stripe && (customer.empty() || one.customer == customer) &&
           (intent.empty() || one.payment == intent) && (subscription.empty() || one.subscription == subscription) &&
           (status.empty() || one.status == status);
  };
  return listed(r, r.ledger.checkouts, "checkout.session", keep,
                [&](const Checkout& one) { return checkoutObject(r.desk, one); });
}

Reply sessionLines(Request& r) {
  const auto* checkout = r.named(r.ledger.checkouts, "checkout.session");
  if (!checkout) return r.refused();
  return listedWhole(r, lineItems(r.desk, checkout->cart, checkout->id));
}

}  // namespace

void registerCheckouts(Desk& desk) {
  desk.objects.add("checkout.session", drawFrom(desk, &Ledger::checkouts,
                                                [&desk](const Checkout& one) { return checkoutObject(desk, one); }));
  desk.objects.field("checkout_session", "checkout.session");
  desk.objects.include("checkout.session", "line_items", [&desk](const std::string& id) {
    const auto* checkout = desk.ledger.checkouts.find(id);
    const auto lines = checkout ? lineItems(desk, checkout->cart, id) : QJsonArray{};
    return QJsonValue(wholeList(lines, "/v1/checkout/sessions/" + id + "/line_items"));
  });
  addGet(desk, "/v1/checkout/sessions/{id}", "checkout.session");
  desk.routes.addList("/v1/checkout/sessions",
                      "customer customer_account customer_details payment_intent payment_link status subscription",
                      listSessions);
  desk.routes.addList("/v1/checkout/sessions/{id}/line_items", "", sessionLines);
  desk.routes.add("POST", "/v1/checkout/sessions", checkoutParams, createCheckout);
  desk.routes.add("POST", "/v1/checkout/sessions/{id}", "automatic_tax collected_information metadata shipping_options",
                  updateSession);
  desk.routes.add("POST", "/v1/checkout/sessions/{id}/expire", "", expireSession);
}

}  // namespace billing::sandbox::stripe
