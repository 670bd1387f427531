#include "providers/dodo/requests.h"
#include "providers/request/build.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {
namespace {

std::string typesJson(const WebhookEndpoint& endpoint) {
  JsonList list;
  for (const std::string& type : endpoint.types) list.addText(type);
  return list.str();
}

JsonBody common(const WebhookEndpoint& endpoint) {
  JsonBody body;
  body.text("url", endpoint.url).given("description", endpoint.description);
  if (!endpoint.types.empty()) body.value("filter_types", typesJson(endpoint));
  return body;
}

}  // namespace

// The one list that goes by a cursor.
ApiRequest endpoints(const std::string& iterator) {
  return getRequest("/webhooks", QueryText().add("limit", "100").given("iterator", iterator).str(),
                    "list the webhook endpoints");
}

ApiRequest endpointSecret(const std::string& id) {
  return getRequest("/webhooks/" + urlText(id) + "/secret", {}, "read the secret of endpoint " + id);
}

ApiRequest registerEndpoint(const WebhookEndpoint& wanted) {
  JsonBody body = common(wanted);
  if (!wanted.enabled) body.flag("disabled", true);
  return jsonRequest("POST", "/webhooks", body, "register a webhook endpoint");
}

// An empty list of types takes the filter off.
ApiRequest updateEndpoint(const WebhookEndpoint& wanted) {
  JsonBody body = common(wanted);
  if (wanted.types.empty()) body.value("filter_types", "null");
  body.flag("disabled", !wanted.enabled);
  return repeatable(
      jsonRequest("PATCH", "/webhooks/" + urlText(wanted.id), body, "change webhook endpoint " + wanted.id));
}

}  // namespace billing::providers::dodo::request
