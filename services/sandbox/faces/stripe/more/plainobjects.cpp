// Tax rates, payment links, alerts and payouts by hand: the sandbox keeps them and tells of them; nothing is computed
// with them.
#include "sandbox/faces/stripe/more/cart.h"
#include "sandbox/faces/stripe/more/plainparts.h"

namespace billing::sandbox::stripe {
namespace {

constexpr auto taxFields =
    "active country description display_name inclusive jurisdiction metadata percentage state tax_type";

Reply createTaxRate(Request& r) {
  (void)r.in().required("display_name");
  if (!r.in().has("percentage")) r.in().refuse(missingParameter("percentage"));
  auto object = plainFrom(r, "tax_rate", "txr_", taxFields);
  object.insert(QLatin1String("effective_percentage"), object.value(QLatin1String("percentage")));
  if (r.problem) return r.refused();
  return keepPlain(r, object, "tax_rate.created");
}

Reply updateTaxRate(Request& r) {
  auto object = plainNamed(r, "tax_rate");
  if (!object) return r.refused();
  layParameters(r.in(), "active country description display_name jurisdiction metadata state tax_type", *object);
  if (r.problem) return r.refused();
  return changePlain(r, *object, "tax_rate.updated");
}

constexpr auto linkFields =
    "active after_completion allow_promotion_codes billing_address_collection custom_text customer_creation "
    "inactive_message metadata payment_method_collection payment_method_types phone_number_collection submit_type";
constexpr auto linkParams =
    "active after_completion allow_promotion_codes application_fee_amount application_fee_percent automatic_tax "
    "billing_address_collection consent_collection currency custom_fields custom_text customer_creation "
    "inactive_message invoice_creation line_items managed_payments metadata name_collection on_behalf_of "
    "optional_items payment_intent_data payment_method_collection payment_method_options payment_method_types "
    "phone_number_collection restrictions shipping_address_collection shipping_options submit_type "
    "subscription_data tax_id_collection transfer_data";

// Its lines are kept under its id, for the one who asks for them.
Reply createLink(Request& r) {
  const auto cart = readCart(r, "line_items", true);
  if (r.problem) return r.refused();
  auto object = plainFrom(r, "payment_link", "plink_", linkFields);
  if (r.problem) return r.refused();
  const auto id = object.value(QLatin1String("id")).toString().toStdString();
  object.insert(QLatin1String("currency"), js(cart.currency));
  object.insert(QLatin1String("url"), js(r.desk.base + "/pay/" + id));
  r.desk.keepExtras(id, Json()("line_items", lineItems(r.desk, cart.lines, id)));
  return keepPlain(r, object, "payment_link.created");
}

Reply updateLink(Request& r) {
  auto object = plainNamed(r, "payment_link");
  if (!object) return r.refused();
  layParameters(r.in(), linkFields, *object);
  if (r.problem) return r.refused();
  return changePlain(r, *object, "payment_link.updated");
}

Reply linkLines(Request& r) {
  if (!plainNamed(r, "payment_link")) return r.refused();
  return listedWhole(r, r.desk.extras(r.id()).value(QLatin1String("line_items")).toArray());
}

Reply createAlert(Request& r) {
  (void)r.in().required("title");
  (void)r.in().required("alert_type");
  auto object = plainFrom(r, "billing.alert", "alrt_", "title");
  const auto threshold = r.in().at("usage_threshold");
  const auto* meter = r.given(r.ledger.meters, threshold, "meter", "billing meter");
  const auto most = requiredInteger(threshold, "gte");
  if (r.problem) return r.refused();
  object.insert(QLatin1String("usage_threshold"),
                QJsonObject(Json()("filters", jsonOf(threshold.at("filters").params()))("gte", most)(
                    "meter", meter ? js(meter->id) : js(nullptr))("recurrence", "one_time")));
  return keepPlain(r, object, {});
}

Reply switchAlert(Request& r, const char* status) {
  auto object = plainNamed(r, "billing.alert");
  if (!object) return r.refused();
  object->insert(QLatin1String("status"), js(status));
  return changePlain(r, *object, {});
}

Reply createPayout(Request& r) {
  const auto amount = requiredAmount(r.in(), "amount");
  if (!r.in().has("currency")) r.in().refuse(missingParameter("currency"));
  auto object = plainFrom(r, "payout", "po_", "currency description metadata method statement_descriptor");
  object.insert(QLatin1String("amount"), js(amount));
  object.insert(QLatin1String("arrival_date"), js(Instant{r.engine.now().ms + 86'400'000}));
  if (r.problem) return r.refused();
  return keepPlain(r, object, "payout.created");
}

Reply updatePayout(Request& r) {
  auto object = plainNamed(r, "payout");
  if (!object) return r.refused();
  layParameters(r.in(), "metadata", *object);
  return changePlain(r, *object, "payout.updated");
}

}  // namespace

void registerPlainObjects(Desk& desk) {
  auto& routes = desk.routes;
  servePlain(desk, "/v1/tax_rates", "tax_rate", "active inclusive");
  routes.add("POST", "/v1/tax_rates", taxFields, createTaxRate);
  routes.add("POST", "/v1/tax_rates/{id}", taxFields, updateTaxRate);
  servePlain(desk, "/v1/payment_links", "payment_link", "active");
  desk.objects.field("payment_link", "payment_link");
  routes.add("POST", "/v1/payment_links", linkParams, createLink);
  routes.add("POST", "/v1/payment_links/{id}", linkParams, updateLink);
  routes.addList("/v1/payment_links/{id}/line_items", "", linkLines);
  servePlain(desk, "/v1/billing/alerts", "billing.alert", "alert_type");
  routes.add("POST", "/v1/billing/alerts", "alert_type title usage_threshold", createAlert);
  routes.add("POST", "/v1/billing/alerts/{id}/activate", "", [](Request& r) { return switchAlert(r, "active"); });
  routes.add("POST", "/v1/billing/alerts/{id}/archive", "", [](Request& r) { return switchAlert(r, "archived"); });
  routes.add("POST", "/v1/billing/alerts/{id}/deactivate", "", [](Request& r) { return switchAlert(r, "inactive"); });
  routes.add("POST", "/v1/payouts",
             "amount currency description destination metadata method source_type statement_descriptor", createPayout);
  routes.add("POST", "/v1/payouts/{id}", "metadata", updatePayout);
}

}  // namespace billing::sandbox::stripe
