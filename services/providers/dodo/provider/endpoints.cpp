#include <algorithm>

#include "providers/answer/probing.h"
#include "providers/dodo/answers.h"
#include "providers/dodo/dodoprovider.h"

namespace billing::providers::dodo {
namespace {

constexpr int kMostEndpointPages = 100;  // for a list that never ends

std::vector<Probe> dodoProbes() {
  PageRequest one;
  one.size = 1;
  return {{"products", *request::products(one)},
          {"customers", *request::customers(one)},
          {"subscriptions", *request::subscriptions(one)},
          {"payments", *request::payments(one)},
          {"refunds", *request::refunds(one)},
          {"disputes", *request::disputes(one)},
          {"webhook endpoints", request::endpoints({})}};
}

// Each mode has its own host; anything else, like a sandbox, is not told.
std::optional<bool> liveAt(const std::string& base) {
  if (base == "https://live.dodopayments.com") return true;
  return base == "https://test.dodopayments.com" ? std::optional(false) : std::nullopt;
}

}  // namespace

Result<std::vector<WebhookEndpoint>> DodoProvider::webhookEndpoints(const CancelToken& cancel) {
  std::vector<WebhookEndpoint> all;
  std::string iterator;
  for (int count = 0; count < kMostEndpointPages; ++count) {
    auto page = calls_.ask(request::endpoints(iterator), cancel, readEndpoints);
    if (!page) return failure(page.error());
    std::ranges::move(page->endpoints, std::back_inserter(all));
    if (page->next.empty() || page->next == iterator) break;
    iterator = std::move(page->next);
  }
  return all;
}

Result<std::string> DodoProvider::endpointSecret(const std::string& id, const CancelToken& cancel) {
  return calls_.ask(request::endpointSecret(id), cancel, [](std::string_view body) { return readId(body, "secret"); });
}

Result<BillingProvider::RegisteredEndpoint> DodoProvider::registerEndpoint(const WebhookEndpoint& wanted,
                                                                           const CancelToken& cancel) {
  const ApiRequest write = request::registerEndpoint(wanted);
  auto endpoint = calls_.ask(write, cancel, readEndpoint);
  if (!endpoint) return failure(endpoint.error());
  auto secret = afterWrite(write, endpointSecret(endpoint->id, cancel));
  if (!secret) return failure(secret.error());
  return RegisteredEndpoint{std::move(*endpoint), std::move(*secret)};
}

Result<WebhookEndpoint> DodoProvider::updateEndpoint(const WebhookEndpoint& wanted, const CancelToken& cancel) {
  return calls_.ask(request::updateEndpoint(wanted), cancel, readEndpoint);
}

Result<Capabilities> DodoProvider::capabilities(const CancelToken& cancel) {
  std::string business;
  auto found = askProbes(calls_, dodoProbes(), clock_, cancel, [&](const Probe&, std::string_view body) {
    if (business.empty()) business = readBusiness(body);
  });
  if (!found) return found;
  found->account = business;
  found->live = liveAt(calls_.base());
  return found;
}

}  // namespace billing::providers::dodo
