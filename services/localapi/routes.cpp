#include "localapi/routes.h"

#include "localapi/endpoints/accounts.h"
#include "localapi/endpoints/billing.h"
#include "localapi/endpoints/credits.h"
#include "localapi/endpoints/entitlements.h"
#include "localapi/endpoints/health.h"
#include "localapi/endpoints/usage.h"
#include "localapi/pages/checkoutpage.h"
#include "localapi/pages/portalpage.h"

namespace billing::localapi {
namespace {

std::optional<std::string> tailOf(std::string_view pattern, std::string_view path) {
  const auto brace = pattern.find('{');
  if (brace == std::string_view::npos) return path == pattern ? std::optional(std::string()) : std::nullopt;
  if (!path.starts_with(pattern.substr(0, brace))) return std::nullopt;
  const std::string_view tail = path.substr(brace);
  if (tail.empty() || tail.find('/') != std::string_view::npos) return std::nullopt;
  return std::string(tail);
}

}  // namespace

const std::vector<ApiRoute>& apiRoutes() {
  using enum Access;
  using enum Content;
  static const std::vector<ApiRoute> routes{// PersistQ
                                            {"POST", "/api/billing/checkout", Token, Json, postCheckout},
                                            {"GET", "/api/billing/portal", Token, None, getPortal},
                                            {"GET", "/api/billing/subscription", Token, None, getSubscription},
                                            {"POST", "/api/billing/subscription", Token, Json, postSubscription},
                                            {"DELETE", "/api/billing/subscription", Token, None, deleteSubscription},
                                            // Adminer
                                            {"POST", "/api/billing/upgrade", Token, Json, postUpgrade},
                                            {"GET", "/api/consolidated", Open, None, getConsolidated},
                                            // llmxt
                                            {"GET", "/api/entitlement", Token, None, getEntitlement},
                                            {"POST", "/api/entitlement/token", Token, Json, postEntitlementToken},
                                            {"POST", "/api/entitlement/redeem", Token, Json, postEntitlementRedeem},
                                            // HowMuchShouldIPrice
                                            {"POST", "/api/payments/create-checkout", Token, Json, postCreateCheckout},
                                            {"GET", "/api/credits", Token, None, getCredits},
                                            // Pixell
                                            {"POST", "/api/credits/top-up", Token, Json, postTopUp},
                                            {"GET", "/api/subscription", Token, None, getSubscription},
                                            // all of them
                                            {"POST", "/api/accounts", Token, Json, postAccount},
                                            {"GET", "/api/usage", Token, None, getUsage},
                                            {"POST", "/api/usage", Token, Json, postUsage},
                                            {"GET", "/metrics", Open, None, getMetrics},
                                            {"GET", "/checkout/{id}", Open, None, getCheckoutPage},
                                            {"POST", "/checkout/{id}", Open, Form, postCheckoutPage},
                                            {"GET", "/portal/{id}", Open, None, getPortalPage},
                                            {"POST", "/portal/{id}", Open, Form, postPortalPage}};
  return routes;
}

RouteMatch matchRoute(std::string_view method, std::string_view path) {
  RouteMatch match;
  for (const ApiRoute& route : apiRoutes()) {
    auto tail = tailOf(route.path, path);
    if (!tail) continue;
    match.allowed.append(match.allowed.empty() ? "" : ", ").append(route.method);
    if (route.method != method) continue;
    match.route = &route;
    match.tail = std::move(*tail);
  }
  return match;
}

}  // namespace billing::localapi
