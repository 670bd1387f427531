#include "providers/stripe/requests.h"
#include "providers/stripe/requests/form.h"

namespace billing::providers::stripe::request {
namespace {

FormValue endpointForm(const WebhookEndpoint& endpoint) {
  FormValue types;
  for (const std::string& type : endpoint.types) types.add(FormValue(type));
  if (endpoint.types.empty()) types.add(FormValue("*"));
  FormValue form;
  form.set("url", endpoint.url).set("enabled_events", types).setUnlessEmpty("description", endpoint.description);
  return form;
}

}  // namespace

ApiRequest endpoints(const std::string& cursor) {
  return formQuery("/v1/webhook_endpoints", FormValue().set("limit", 100).setUnlessEmpty("starting_after", cursor),
                   "list the webhook endpoints");
}

ApiRequest registerEndpoint(const WebhookEndpoint& wanted, const std::string& key) {
  FormValue form = endpointForm(wanted);
  form.setUnlessEmpty("api_version", wanted.apiVersion);
  return formRequest("/v1/webhook_endpoints", form, key, "register a webhook endpoint");
}

ApiRequest updateEndpoint(const WebhookEndpoint& wanted, const std::string& key) {
  FormValue form = endpointForm(wanted);
  form.set("disabled", !wanted.enabled);
  return repeatable(
      formRequest(pathOf("webhook_endpoints", wanted.id), form, key, "change webhook endpoint " + wanted.id));
}

ApiRequest account() {
  return formQuery("/v1/account", {}, "read the account");
}

ApiRequest balance() {
  return formQuery("/v1/balance", {}, "read the balance");
}

}  // namespace billing::providers::stripe::request
