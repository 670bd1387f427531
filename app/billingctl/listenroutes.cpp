#include "app/billingctl/listenroutes.h"

#include <algorithm>
#include <utility>

#include "webhooks/signature.h"

namespace billing::ctl {
namespace {

using webhooks::ListenerRoute;
using Routes = std::vector<ListenerRoute>;

Result<Routes> parseRoutes(const RouteOptions& options) {
  Routes routes;
  for (const std::string& text : options.routes) {
    auto route = workspace::parseRoute(text);
    if (!route) return failure(route.error());
    const bool twice = std::any_of(routes.begin(), routes.end(),
                                   [&](const ListenerRoute& other) { return other.route.path == route->path; });
    if (twice) return failure(ErrorKind::InvalidInput, "route_twice", "The route " + route->path + " is given twice");
    if (const auto provider = providerFrom(options.provider)) route->provider = *provider;
    route->badSignatureStatus = options.badSignatureStatus;
    routes.push_back({std::move(*route), {}});
  }
  return routes;
}

// Gives the secrets of one file to the route that it names, or to all.
Result<void> bindFile(const std::string& text, Routes& routes) {
  const auto equals = text.find('=');
  const auto named = std::find_if(routes.begin(), routes.end(), [&](const ListenerRoute& route) {
    return equals != std::string::npos && route.route.path == text.substr(0, equals);
  });
  const bool one = named != routes.end();
  const auto secrets = workspace::readSecretFile(one ? text.substr(equals + 1) : text);
  if (!secrets) return failure(secrets.error());
  for (auto it = one ? named : routes.begin(); it != (one ? std::next(named) : routes.end()); ++it)
    it->secrets.insert(it->secrets.end(), secrets->begin(), secrets->end());
  return {};
}

Result<void> checkRoute(const ListenerRoute& route) {
  if (route.secrets.empty())
    return failure(ErrorKind::InvalidInput, "route_without_secret", "The route " + route.route.path + " has no secret",
                   {}, "Give --secret-file FILE, or --secret-file " + route.route.path + "=FILE");
  for (const auto& secret : route.secrets)
    if (!secret.textIsKey)
      if (auto error = webhooks::checkSecret(route.route.scheme, secret.text)) {
        error->message = route.route.path + ", secret " + secret.label + ": " + error->message;
        return failure(std::move(*error));
      }
  return {};
}

}  // namespace

Result<std::vector<ListenerRoute>> listenRoutes(const RouteOptions& options) {
  auto routes = parseRoutes(options);
  if (!routes) return routes;
  for (const std::string& file : options.secretFiles)
    if (auto bound = bindFile(file, *routes); !bound) return failure(bound.error());
  for (const ListenerRoute& route : *routes)
    if (auto good = checkRoute(route); !good) return failure(good.error());
  return routes;
}

}  // namespace billing::ctl
