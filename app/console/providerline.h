// The line to the payment provider: who is called, and with which key. Changed by the window's thread, used by all.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "http/client.h"
#include "operations/connect/trykey.h"
#include "providers/billingprovider.h"
#include "workspace/profile.h"

namespace billing::console {

class ProviderLine {
 public:
  using ProviderPtr = std::shared_ptr<providers::BillingProvider>;

  /// `clock` outlives everything that was connected.
  ProviderLine(Provider provider, bool live, const Clock& clock) : provider_(provider), live_(live), clock_(clock) {}

  /// From now on this address (empty: the provider's own for the mode) with this key; an empty key: nobody, because of
  /// `why`. Calls that run go on as they began.
  void connect(const std::string& base, const std::string& key, Error why);
  /// Unavailable "not_connected" with the reason.
  [[nodiscard]] Result<ProviderPtr> now() const;
  /// For trying: a key that is not in use, in either mode.
  [[nodiscard]] operations::ProviderMaker maker(const std::string& base) const;

 private:
  [[nodiscard]] std::unique_ptr<providers::BillingProvider> make(const std::string& base, const std::string& key,
                                                                 bool live) const;

  const Provider provider_;
  const bool live_;
  const Clock& clock_;
  const std::shared_ptr<http::Client> client_ = http::makeNetworkClient();
  mutable std::mutex mutex_;
  ProviderPtr connected_;
  std::string base_, key_;
  Error why_;
};

}  // namespace billing::console
