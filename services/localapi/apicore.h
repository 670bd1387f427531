// What the endpoints share. Lives as long as any request that waits for an answer.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "localapi/letthroughlog.h"
#include "localapi/localapi.h"
#include "localapi/portallink.h"
#include "localapi/providermessenger.h"
#include "localapi/ratelimit.h"
#include "localapi/requestboard.h"
#include "operations/rulescontext.h"
#include "support/canceltoken.h"

namespace billing::localapi {

class ApiCore {
 public:
  explicit ApiCore(ApiServices given);

  const ApiServices services;
  const operations::RulesContext rules;
  const std::shared_ptr<RequestBoard> board = std::make_shared<RequestBoard>();
  const PortalLink portal;
  LetThroughLog letThrough;
  ProviderMessenger messenger;
  const CancelToken stopping;  ///< ends what is being asked of the provider

  void setSecrets(std::vector<webhooks::ListenerRoute> routes, workspace::Secrets tokens);
  [[nodiscard]] workspace::Secrets tokens() const;
  /// The route by which the provider's events come in; NotFound "no_webhook_route" without one that has a secret.
  [[nodiscard]] Result<webhooks::ListenerRoute> providerRoute() const;

  /// Whose pages sell; nullptr: the test checkout that is served here.
  [[nodiscard]] std::shared_ptr<providers::BillingProvider> provider() const;

  /// Credits were used: an automatic top-up may have been asked for.
  void creditsUsed() const;
  void onCreditsUsed(std::function<void()> look);

  // Of the listener's thread.
  RateLimit requests, strangers;

 private:
  mutable std::mutex mutex_;
  std::vector<webhooks::ListenerRoute> routes_;
  workspace::Secrets tokens_;
  std::function<void()> look_;
};

}  // namespace billing::localapi
