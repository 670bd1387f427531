#include "localapi/apicore.h"

#include <algorithm>

namespace billing::localapi {
namespace {

constexpr int wrongTokensPerMinute = 60;

}  // namespace

ApiCore::ApiCore(ApiServices given)
    : services(std::move(given)),
      rules{services.profile.rules, services.profile.provider, services.profile.live()},
      letThrough(services.database),
      messenger(services.machine != nullptr ? *services.machine : services.clock, services.settle),
      requests(services.profile.api.requestsPerMinute),
      strangers(wrongTokensPerMinute) {}

std::shared_ptr<providers::BillingProvider> ApiCore::provider() const {
  return services.provider ? services.provider() : nullptr;
}

void ApiCore::setSecrets(std::vector<webhooks::ListenerRoute> routes, workspace::Secrets tokens) {
  const std::scoped_lock lock(mutex_);
  routes_ = std::move(routes);
  tokens_ = std::move(tokens);
}

workspace::Secrets ApiCore::tokens() const {
  const std::scoped_lock lock(mutex_);
  return tokens_;
}

void ApiCore::onCreditsUsed(std::function<void()> look) {
  const std::scoped_lock lock(mutex_);
  look_ = std::move(look);
}

void ApiCore::creditsUsed() const {
  const std::scoped_lock lock(mutex_);
  if (look_) look_();
}

Result<webhooks::ListenerRoute> ApiCore::providerRoute() const {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find_if(routes_, [&](const webhooks::ListenerRoute& route) {
    return route.route.provider == rules.provider && !route.secrets.empty();
  });
  if (found != routes_.end()) return *found;
  return failure(ErrorKind::NotFound, "no_webhook_route", "The test checkout cannot send its events",
                 "No webhook route of this workspace takes events of " + std::string(toString(rules.provider)) +
                     " and has a secret",
                 "Set the secret of the route");
}

}  // namespace billing::localapi
