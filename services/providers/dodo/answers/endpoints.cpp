#include "providers/dodo/answers.h"

namespace billing::providers::dodo {
namespace {

WebhookEndpoint endpointOf(const JsonObject& details) {
  WebhookEndpoint endpoint;
  endpoint.id = details.required("id");
  endpoint.url = details.text("url");
  endpoint.description = details.text("description");
  endpoint.types = details.textList("filter_types");
  endpoint.enabled = !details.flag("disabled");
  return endpoint;
}

}  // namespace

Result<EndpointPage> readEndpoints(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    EndpointPage page;
    for (const JsonObject& details : root.objects("data")) page.endpoints.push_back(endpointOf(details));
    if (!root.flag("done")) page.next = root.text("iterator");
    return page;
  });
}

Result<WebhookEndpoint> readEndpoint(std::string_view body) {
  return readBody(body, endpointOf);
}

std::string readBusiness(std::string_view body) {
  JsonProblem problem;
  const auto root = parseObject(body, problem);
  if (!root) return {};
  const auto items = root->objects("items");
  return items.empty() ? std::string() : items.front().looseText("business_id").value_or(std::string());
}

}  // namespace billing::providers::dodo
