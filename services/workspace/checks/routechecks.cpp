#include <map>

#include "workspace/checks/checks.h"

namespace billing::workspace {
namespace {

void checkScheme(const CheckedProfile& checked, const WebhookRoute& route, const std::string& path) {
  const bool stripeScheme = route.scheme == SignatureScheme::Stripe;
  if (route.scheme == SignatureScheme::HmacHeader) {
    if (!checked.found.given(path + ".header"))
      checked.found.add(
          Severity::Warning, "header_missing", path + ".scheme",
          "The signature is read from a header that the file does not name; " + route.headerName + " is taken",
          "Write header = \"X-Your-Signature\"");
    checked.found.add(Severity::Warning, "scheme_never_sent", path + ".scheme",
                      std::string(toString(route.provider)) +
                          " itself never signs in this way: only a relay of yours could send here",
                      route.provider == Provider::Dodo
                          ? "Write scheme = \"standard-webhooks\" where Dodo delivers directly"
                          : "Write scheme = \"stripe\" where Stripe delivers directly");
  } else if (stripeScheme != (route.provider == Provider::Stripe)) {
    checked.found.add(
        Severity::Error, "scheme_of_other_provider", path + ".scheme",
        "Events of " + std::string(toString(route.provider)) + " are not signed as " +
            std::string(toString(route.scheme)),
        route.provider == Provider::Dodo ? "Write scheme = \"standard-webhooks\"" : "Write scheme = \"stripe\"");
  }
}

}  // namespace

void checkRoutes(const CheckedProfile& checked) {
  const auto& routes = checked.profile.routes;
  if (routes.empty())
    checked.found.add(Severity::Warning, "no_routes", "listener", "There is no route, so no webhook can arrive",
                      "Add [[listener.route]] with a path and a scheme");
  std::map<std::string, std::size_t> paths;
  std::map<std::string, Provider> secretOwners;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const auto path = at("listener.route", i);
    if (!paths.emplace(routes[i].path, i).second)
      checked.found.add(Severity::Error, "duplicate_route", path + ".path",
                        "Two routes have the path " + routes[i].path + ": only the first would ever be asked",
                        "Give each route a path of its own");
    const auto [owner, fresh] = secretOwners.emplace(routes[i].secretName, routes[i].provider);
    if (!fresh && owner->second != routes[i].provider)
      checked.found.add(Severity::Warning, "shared_secret_name", path + ".secret",
                        "Routes of both providers use the secret “" + routes[i].secretName + "”",
                        "Give each provider's route a secret of its own");
    checkScheme(checked, routes[i], path);
  }
}

}  // namespace billing::workspace
