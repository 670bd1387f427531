// The customer portal: sessions, whose page is at /portal/ID, and the configurations that say what it offers.
#include "sandbox/faces/stripe/more/plainparts.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

constexpr auto configurationKind = "billing_portal.configuration";
constexpr auto configurationFields = "business_profile default_return_url features login_page metadata name";
constexpr auto defaultConfiguration = "bpc_default";

// There is always one; Stripe makes it in the dashboard.
void ensureDefaultConfiguration(Request& r) {
  if (r.ledger.plain.find(defaultConfiguration)) return;
  Json object(shape(configurationKind));
  object("id", defaultConfiguration)("is_default", true)("created", r.engine.now())("updated", r.engine.now());
  (void)keepPlain(r, object, {});
}

Reply createConfiguration(Request& r) {
  auto object = plainFrom(r, configurationKind, "bpc_", configurationFields);
  if (!r.in().has("features")) r.in().refuse(missingParameter("features"));
  if (r.problem) return r.refused();
  return keepPlain(r, object, "billing_portal.configuration.created");
}

Reply updateConfiguration(Request& r) {
  auto object = plainNamed(r, configurationKind);
  if (!object) return r.refused();
  layParameters(r.in(), configurationFields, *object);
  if (const auto active = r.in().boolean("active")) object->insert(QLatin1String("active"), *active);
  object->insert(QLatin1String("updated"), js(r.engine.now()));
  if (r.problem) return r.refused();
  return changePlain(r, *object, "billing_portal.configuration.updated");
}

// The part of the portal that the session opens at once.
void readFlow(Request& r, PortalSession& session) {
  const auto flow = r.in().at("flow_data");
  if (!r.in().has("flow_data")) return;
  session.flow = flow.oneOf("type", {"customer_update", "payment_method_update", "subscription_cancel",
                                     "subscription_pause", "subscription_update", "subscription_update_confirm"});
  if (session.flow.empty()) flow.refuse(missingParameter("flow_data[type]"));
  if (!session.flow.starts_with("subscription_")) return;
  const auto below = flow.at(session.flow);
  const auto* subscription = r.given(r.ledger.subscriptions, below, "subscription", "subscription");
  if (!subscription) below.refuse(missingParameter(below.fullName("subscription")));
  session.subscription = subscription ? subscription->id : std::string{};
}

Reply createPortal(Request& r) {
  const auto in = r.in();
  ensureDefaultConfiguration(r);
  PortalSession session;
  session.home = Provider::Stripe;
  const auto* customer = r.given(r.ledger.customers, in, "customer", "customer");
  if (!customer) in.refuse(missingParameter("customer"));
  in.into("return_url", session.returnUrl);
  readFlow(r, session);
  const auto* configuration = r.given(r.ledger.plain, in, "configuration", "configuration");
  if (r.problem) return r.refused();
  session.id = r.ledger.newId("bps_");
  session.customer = customer->id;
  session.configuration = configuration ? configuration->id : defaultConfiguration;
  session.created = nowFor(r, session.customer);
  session.expires = Instant{session.created.ms + 5 * 60'000};
  const auto id = r.ledger.portals.add(std::move(session)).id;
  QJsonObject extras;
  readExtras(in, "locale on_behalf_of", extras);
  r.desk.keepExtras(id, extras);
  tellOf(r, id, "billing_portal.session", "billing_portal.session.created");
  return r.desk.draw("billing_portal.session", id);
}

}  // namespace

void registerPortals(Desk& desk) {
  desk.objects.add("billing_portal.session", drawFrom(desk, &Ledger::portals, [&desk](const PortalSession& one) {
                     return portalObject(desk, one);
                   }));
  servePlain(desk, "/v1/billing_portal/configurations", configurationKind, "active is_default");
  desk.objects.field("configuration", configurationKind);
  desk.routes.add("POST", "/v1/billing_portal/configurations",
                  "business_profile default_return_url features login_page metadata name", createConfiguration);
  desk.routes.add("POST", "/v1/billing_portal/configurations/{id}",
                  "active business_profile default_return_url features login_page metadata name", updateConfiguration);
  desk.routes.add("POST", "/v1/billing_portal/sessions",
                  "after_expiration configuration customer customer_account flow_data locale on_behalf_of return_url",
                  createPortal);
}

}  // namespace billing::sandbox::stripe
