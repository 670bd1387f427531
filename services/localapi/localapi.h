// The HTTP API of the five systems, served by the webhook listener on the loopback interface: a team builds its front
// end against it with no back end of its own. Every /api route needs the bearer token but the health probe.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "operations/servicelevel.h"
#include "store/database.h"
#include "support/instant.h"
#include "webhooks/listener.h"
#include "workspace/profile.h"

namespace billing::providers {
class BillingProvider;
}

namespace billing::localapi {

class ApiCore;
class TopUpCharger;

/// What the local API stands on; all of it outlives the API.
struct ApiServices {
  const workspace::Profile& profile;
  store::Database& database;
  const Clock& clock;
  /// Blocks until what has been stored is processed (Processor::drain); called on a thread of the API's own.
  std::function<void()> settle;
  /// The payment provider whose pages sell, or its sandbox; nothing or nullptr: the test checkout that is served here.
  std::function<std::shared_ptr<providers::BillingProvider>()> provider = {};
  /// By which the test checkout's events are signed where `clock` is moved; nullptr: by `clock`.
  const Clock* machine = nullptr;
};

/// Given to the listener (ListenerConfig::local). Thread-safe.
class LocalApi final : public webhooks::LocalEndpoint {
 public:
  explicit LocalApi(ApiServices services);
  /// Ends what is being sent. Requests that wait for the database are answered by it or not at all.
  ~LocalApi() override;

  /// The routes with the secrets by which the test checkout signs its events, and the bearer tokens that are accepted.
  void setSecrets(std::vector<webhooks::ListenerRoute> routes, workspace::Secrets tokens);
  [[nodiscard]] operations::ServiceLevel serviceLevel() const;

  void onListening(std::uint16_t port) override;
  [[nodiscard]] bool owns(const std::string& path) const override;
  std::optional<http::Answer> onHead(const http::Head& head, const std::string& path) override;
  void onRequest(http::Request request, http::Reply reply,
                 const std::function<webhooks::ListenerStatus()>& status) override;

 private:
  std::shared_ptr<ApiCore> core_;
  std::unique_ptr<TopUpCharger> charger_;  ///< nullptr where the profile has no automatic top-up
};

}  // namespace billing::localapi
