// Webhook endpoints: where events are delivered to. The secret is told once, when one is made.
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/listing.h"

namespace billing::sandbox::stripe {
namespace {

QJsonObject drawEndpoint(const Endpoint& endpoint) {
  const auto types = endpoint.types.empty() ? std::vector<std::string>{"*"} : endpoint.types;
  return Json("webhook_endpoint")("id", endpoint.id)("api_version", orNull(endpoint.apiVersion))(
      "application", nullptr)("created", endpoint.created)("description", orNull(endpoint.description))(
      "enabled_events", types)("livemode", false)("metadata", endpoint.metadata)(
      "status", endpoint.enabled ? "enabled" : "disabled")("url", endpoint.url);
}

bool isAddress(const std::string& url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

void readEndpoint(const Reader& in, Endpoint& endpoint) {
  in.into("url", endpoint.url);
  in.into("description", endpoint.description);
  in.into("metadata", endpoint.metadata);
  if (in.has("enabled_events")) endpoint.types = in.texts("enabled_events");
  if (!endpoint.url.empty() && !isAddress(endpoint.url))
    in.refuse(invalid("Invalid URL: an explicit scheme (such as https) must be provided.", "url", "url_invalid"));
}

Reply createEndpoint(Request& r) {
  const auto in = r.in();
  Endpoint endpoint;
  endpoint.home = Provider::Stripe;
  in.required("url");
  if (!in.has("enabled_events")) in.required("enabled_events");
  readEndpoint(in, endpoint);
  endpoint.apiVersion = in.text("api_version");
  if (r.problem) return r.refused();
  endpoint.id = r.ledger.newId("we_");
  endpoint.secret = r.ledger.newId("whsec_") + r.ledger.newId("").substr(0, 8);
  endpoint.created = endpoint.updated = r.engine.now();
  const auto& made = r.ledger.endpoints.add(std::move(endpoint));
  return Json(drawEndpoint(made))("secret", made.secret);
}

Endpoint* namedEndpoint(Request& r) {
  auto* endpoint = r.named(r.ledger.endpoints, "webhook endpoint");
  const bool theirs = endpoint && endpoint->home == Provider::Stripe && !endpoint->deleted;
  if (!theirs && !r.problem) r.problem = noSuch("webhook endpoint", r.id(), "id");
  return theirs ? endpoint : nullptr;
}

Reply updateEndpoint(Request& r) {
  auto* endpoint = namedEndpoint(r);
  if (!endpoint) return r.refused();
  auto changed = *endpoint;
  readEndpoint(r.in(), changed);
  if (const auto disabled = r.in().boolean("disabled")) changed.enabled = !*disabled;
  if (r.problem) return r.refused();
  changed.updated = r.engine.now();
  *endpoint = changed;
  r.ledger.endpoints.touch(endpoint->id);
  return drawEndpoint(*endpoint);
}

Reply deleteEndpoint(Request& r) {
  auto* endpoint = namedEndpoint(r);
  if (!endpoint) return r.refused();
  endpoint->deleted = true;
  r.ledger.endpoints.touch(endpoint->id);
  return deletedStub("webhook_endpoint", endpoint->id);
}

Reply getEndpoint(Request& r) {
  const auto* endpoint = namedEndpoint(r);
  if (!endpoint) return r.refused();
  return drawEndpoint(*endpoint);
}

}  // namespace

void registerEndpoints(Desk& desk) {
  auto& routes = desk.routes;
  const std::string known = "url enabled_events description metadata[*]";
  routes.add("POST", "/v1/webhook_endpoints", known + " api_version connect", createEndpoint);
  routes.add("POST", "/v1/webhook_endpoints/{id}", known + " disabled", updateEndpoint);
  routes.add("GET", "/v1/webhook_endpoints/{id}", "", getEndpoint);
  routes.add("DELETE", "/v1/webhook_endpoints/{id}", "", deleteEndpoint);
  routes.addList("/v1/webhook_endpoints", "", [](Request& r) {
    const auto keep = [](const Endpoint& e) { return e.home == Provider::Stripe && !e.deleted; };
    return listed(r, r.ledger.endpoints, "webhook endpoint", keep, drawEndpoint);
  });
}

}  // namespace billing::sandbox::stripe
