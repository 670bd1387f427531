#include "operations/connect/endpoints.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>
#include <algorithm>

#include "providers/stripe/eventtypes.h"
#include "webhooks/composer.h"

namespace billing::operations {
namespace {

using providers::BillingProvider;
using providers::WebhookEndpoint;
using Endpoints = std::vector<WebhookEndpoint>;

bool isCreditType(const std::string& type) {
  return type.starts_with("credit.") || type.starts_with("billing.credit_");
}

bool changesBilling(Provider provider, const std::string& type) {
  if (provider == Provider::Stripe) {
    const auto* entry = providers::stripe::findType(type);
    return entry != nullptr && entry->kind != BillingEventKind::Other;
  }
  for (const char* group : {"payment.", "refund.", "dispute.", "subscription.", "credit."})
    if (type.starts_with(group)) return type != "credit.balance_low";
  return false;
}

QUrl comparable(const std::string& url) {
  QUrl parsed(QString::fromStdString(url), QUrl::StrictMode);
  if (parsed.path() == QLatin1String("/")) parsed.setPath({});
  if (parsed.port() == (parsed.scheme() == QLatin1String("https") ? 443 : 80)) parsed.setPort(-1);
  return parsed.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveFragment);
}

bool isOnlyHere(const QUrl& url) {
  if (url.host() == QLatin1String("localhost") || url.host().endsWith(QLatin1String(".local"))) return true;
  const QHostAddress address(url.host());
  if (address.isNull()) return false;
  for (const char* own : {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10"})
    if (address.isInSubnet(QHostAddress::parseSubnet(QLatin1String(own)))) return true;
  return address.isLoopback() || address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6;
}

auto badEndpoint(const std::string& why, const std::string& hint) {
  return failure(ErrorKind::InvalidInput, "bad_endpoint_url", "The provider cannot deliver to this address", why, hint);
}

const WebhookEndpoint* findEndpoint(const Endpoints& endpoints, const std::string& url) {
  const QUrl wanted = comparable(url);
  for (const auto& endpoint : endpoints)
    if (comparable(endpoint.url) == wanted) return &endpoint;
  return nullptr;
}

bool sendsEverything(const WebhookEndpoint& endpoint) {
  return endpoint.types.empty() || std::ranges::find(endpoint.types, "*") != endpoint.types.end();
}

QStringList missingTypes(const WebhookEndpoint& endpoint, const workspace::Profile& profile) {
  QStringList missing;
  if (sendsEverything(endpoint)) return missing;
  for (const auto& type : neededEventTypes(profile))
    if (std::ranges::find(endpoint.types, type) == endpoint.types.end()) missing << QString::fromStdString(type);
  return missing;
}

QString versionNote(const std::string& version) {
  static const QRegularExpression dated(QStringLiteral("^20\\d\\d-\\d\\d-\\d\\d(\\.[a-z]+)?$"));
  if (version.empty() || dated.match(QString::fromStdString(version)).hasMatch()) return {};
  return QStringLiteral("Its API version %1 is not known here: make the endpoint anew")
      .arg(QString::fromStdString(version));
}

EndpointState stateOf(const WebhookEndpoint& endpoint, const workspace::Profile& profile) {
  EndpointState state;
  state.registered = true;
  state.id = QString::fromStdString(endpoint.id);
  state.url = QString::fromStdString(endpoint.url);
  state.missingTypes = missingTypes(endpoint, profile);
  state.note = versionNote(endpoint.apiVersion);
  if (!endpoint.enabled) state.note = QStringLiteral("It is switched off at the provider: register switches it on");
  return state;
}

// Another tunnel's address, most likely: of the same path, and dead by now.
EndpointState unregistered(const Endpoints& endpoints, const std::string& url) {
  EndpointState state;
  state.url = QString::fromStdString(url);
  const QString path = comparable(url).path();
  for (const auto& endpoint : endpoints)
    if (comparable(endpoint.url).path() == path)
      state.note =
          QStringLiteral("Another address with this path is registered: %1").arg(QString::fromStdString(endpoint.url));
  return state;
}

WebhookEndpoint wantedEndpoint(const workspace::Profile& profile, const std::string& url) {
  WebhookEndpoint wanted;
  wanted.url = url;
  wanted.description = "Billing Console: " + profile.name;
  wanted.types = neededEventTypes(profile);
  return wanted;
}

bool isComplete(const EndpointState& state, const WebhookEndpoint& endpoint) {
  return endpoint.enabled && state.missingTypes.isEmpty();
}

Result<WebhookEndpoint> completedEndpoint(BillingProvider& provider, const workspace::Profile& profile,
                                          WebhookEndpoint endpoint, const CancelToken& cancel) {
  const auto missing = missingTypes(endpoint, profile);
  for (const auto& type : missing) endpoint.types.push_back(type.toStdString());
  endpoint.enabled = true;
  return provider.updateEndpoint(endpoint, cancel);
}

Result<Registration> knownEndpoint(BillingProvider& provider, const workspace::Profile& profile,
                                   WebhookEndpoint endpoint, const CancelToken& cancel) {
  if (!isComplete(stateOf(endpoint, profile), endpoint)) {
    auto updated = completedEndpoint(provider, profile, std::move(endpoint), cancel);
    if (!updated) return failure(updated.error());
    endpoint = std::move(*updated);
  }
  Registration registration{stateOf(endpoint, profile), {}};
  const auto secret = provider.endpointSecret(endpoint.id, cancel);
  if (secret) registration.secret = *secret;
  if (!secret && secret.error().code != "not_offered") return failure(secret.error());
  if (!secret)
    registration.state.note = QStringLiteral(
        "Its secret is not told again. If it is not kept here yet, copy it from the provider's dashboard to Webhooks, "
        "Signing secrets");
  return registration;
}

}  // namespace

std::vector<std::string> neededEventTypes(const workspace::Profile& profile) {
  std::vector<std::string> needed;
  for (const auto& type : webhooks::eventTypes(profile.provider))
    if (changesBilling(profile.provider, type.name) && (profile.rules.credits.enabled || !isCreditType(type.name)))
      needed.push_back(type.name);
  return needed;
}

std::string localEndpointUrl(const workspace::Profile& profile) {
  std::string path = "/webhooks/" + std::string(toString(profile.provider));
  for (const auto& route : profile.routes)
    if (route.provider == profile.provider) {
      path = route.path;
      break;
    }
  return "http://127.0.0.1:" + std::to_string(profile.port) + path;
}

Result<void> checkEndpointUrl(const std::string& url, bool anywhere) {
  const QUrl parsed(QString::fromStdString(url), QUrl::StrictMode);
  const bool http = parsed.scheme() == QLatin1String("http"), https = parsed.scheme() == QLatin1String("https");
  if (!parsed.isValid() || (!http && !https) || parsed.host().isEmpty())
    return badEndpoint("it is not an http or https address", "Give it whole, like https://example.com/webhooks/dodo");
  if (!parsed.userInfo().isEmpty()) return badEndpoint("it names a user", "Leave user and password away");
  if (anywhere) return {};
  if (isOnlyHere(parsed))
    return badEndpoint("only this computer or its own network can reach it",
                       "Start a tunnel to the listener and give the tunnel's address");
  if (!https) return badEndpoint("it is not encrypted", "Give an https address");
  return {};
}

Result<EndpointState> checkEndpoint(BillingProvider& provider, const workspace::Profile& profile,
                                    const std::string& url, const CancelToken& cancel) {
  const auto endpoints = provider.webhookEndpoints(cancel);
  if (!endpoints) return failure(endpoints.error());
  const auto* endpoint = findEndpoint(*endpoints, url);
  return endpoint != nullptr ? stateOf(*endpoint, profile) : unregistered(*endpoints, url);
}

Result<Registration> registerEndpoint(BillingProvider& provider, const workspace::Profile& profile,
                                      const std::string& url, const CancelToken& cancel) {
  auto endpoints = provider.webhookEndpoints(cancel);
  if (!endpoints) return failure(endpoints.error());
  if (const auto* endpoint = findEndpoint(*endpoints, url)) return knownEndpoint(provider, profile, *endpoint, cancel);
  const auto made = provider.registerEndpoint(wantedEndpoint(profile, url), cancel);
  if (made) return Registration{stateOf(made->endpoint, profile), made->secret};
  if (!providers::isUnconfirmed(made.error())) return failure(made.error());
  endpoints = provider.webhookEndpoints(cancel);
  const auto* endpoint = endpoints ? findEndpoint(*endpoints, url) : nullptr;
  return endpoint != nullptr ? knownEndpoint(provider, profile, *endpoint, cancel)
                             : Result<Registration>(failure(made.error()));
}

}  // namespace billing::operations
