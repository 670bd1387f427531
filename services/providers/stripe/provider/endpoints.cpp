#include <algorithm>

#include "providers/answer/probing.h"
#include "providers/request/checks.h"
#include "providers/stripe/answers.h"
#include "providers/stripe/provider/keys.h"
#include "providers/stripe/stripeprovider.h"

namespace billing::providers::stripe {
namespace {

constexpr int kMostEndpointLists = 100;  // for a list that never ends

std::vector<Probe> stripeProbes() {
  PageRequest one;
  one.size = 1;
  return {{"account", request::account(), false},
          {"balance", request::balance(), false},
          {"products", *request::prices(one)},
          {"customers", *request::customers(one)},
          {"subscriptions", *request::subscriptions(one)},
          {"payments", *request::payments(one)},
          {"invoices", *request::invoices(one)},
          {"refunds", *request::refunds(one)},
          {"disputes", *request::disputes(one)},
          {"webhook endpoints", request::endpoints({})},
          {"events", *request::events(one)}};
}

}  // namespace

Result<std::vector<WebhookEndpoint>> StripeProvider::webhookEndpoints(const CancelToken& cancel) {
  std::vector<WebhookEndpoint> all;
  std::string cursor;
  for (int count = 0; count < kMostEndpointLists; ++count) {
    auto page = calls_.ask(request::endpoints(cursor), cancel, readEndpoints);
    if (!page) return failure(page.error());
    std::ranges::move(page->endpoints, std::back_inserter(all));
    if (page->next.empty() || page->next == cursor) break;
    cursor = std::move(page->next);
  }
  return all;
}

// It is made enabled in any case; what is wanted disabled is disabled afterwards.
Result<BillingProvider::RegisteredEndpoint> StripeProvider::registerEndpoint(const WebhookEndpoint& wanted,
                                                                             const CancelToken& cancel) {
  const ApiRequest write = request::registerEndpoint(wanted, newKey());
  auto registered = calls_.ask(write, cancel, readRegisteredEndpoint);
  if (!registered || wanted.enabled) return registered;
  WebhookEndpoint off = wanted;
  off.id = registered->endpoint.id;
  auto updated = afterWrite(write, updateEndpoint(off, cancel));
  if (!updated) return failure(updated.error());
  registered->endpoint = std::move(*updated);
  return registered;
}

Result<WebhookEndpoint> StripeProvider::updateEndpoint(const WebhookEndpoint& wanted, const CancelToken& cancel) {
  return calls_.ask(request::updateEndpoint(wanted, newKey()), cancel, readEndpoint);
}

Result<std::string> StripeProvider::endpointSecret(const std::string&, const CancelToken&) {
  return notOffered("Stripe tells an endpoint's secret only when it is registered",
                    "copy it from the dashboard, or register the endpoint anew");
}

// Whether the key may write cannot be told without writing something.
Result<Capabilities> StripeProvider::capabilities(const CancelToken& cancel) {
  std::string account;
  std::optional<bool> live;
  auto found = askProbes(calls_, stripeProbes(), clock_, cancel, [&](const Probe& probe, std::string_view body) {
    if (probe.name == "account") account = readAccount(body);
    if (!live) live = readLiveMode(body);
  });
  if (!found) return found;
  found->account = account;
  found->live = live;
  return found;
}

}  // namespace billing::providers::stripe
