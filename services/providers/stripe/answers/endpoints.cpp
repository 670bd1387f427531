#include <algorithm>

#include "providers/stripe/answers.h"

namespace billing::providers::stripe {
namespace {

WebhookEndpoint endpointOf(const JsonObject& object) {
  WebhookEndpoint endpoint;
  endpoint.id = object.required("id");
  endpoint.url = object.text("url");
  endpoint.description = object.text("description");
  endpoint.types = object.textList("enabled_events");
  if (std::ranges::find(endpoint.types, "*") != endpoint.types.end()) endpoint.types.clear();
  endpoint.enabled = object.text("status") != "disabled";
  endpoint.apiVersion = object.text("api_version");
  return endpoint;
}

}  // namespace

Result<EndpointPage> readEndpoints(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    EndpointPage page;
    for (const JsonObject& object : root.objects("data")) page.endpoints.push_back(endpointOf(object));
    if (root.flag("has_more") && !page.endpoints.empty()) page.next = page.endpoints.back().id;
    return page;
  });
}

Result<WebhookEndpoint> readEndpoint(std::string_view body) {
  return readBody(body, endpointOf);
}

Result<BillingProvider::RegisteredEndpoint> readRegisteredEndpoint(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    return BillingProvider::RegisteredEndpoint{endpointOf(root), root.required("secret")};
  });
}

std::string readAccount(std::string_view body) {
  JsonProblem problem;
  const auto root = parseObject(body, problem);
  if (!root) return {};
  std::string account = root->looseText("id").value_or(std::string());
  const JsonObject dashboard = root->object("settings").object("dashboard");
  std::string name = dashboard.looseText("display_name").value_or(std::string());
  if (name.empty()) name = root->object("business_profile").looseText("name").value_or(std::string());
  return name.empty() || account.empty() ? account + name : name + " (" + account + ')';
}

std::optional<bool> readLiveMode(std::string_view body) {
  JsonProblem problem;
  const auto root = parseObject(body, problem);
  if (!root) return std::nullopt;
  if (const auto own = root->maybeFlag("livemode")) return own;
  const auto objects = root->objects("data");
  return objects.empty() ? std::nullopt : objects.front().maybeFlag("livemode");
}

}  // namespace billing::providers::stripe
