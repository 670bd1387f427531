// A change of a running subscription, by the provider's own events.
#pragma once

#include <functional>

#include "localapi/apicall.h"
#include "operations/checkouts/letterwriter.h"
#include "providers/billingprovider.h"

namespace billing::localapi {

/// A change in both its forms: asked of the provider, or, where there is none to ask, told by its events.
struct WantedChange {
  std::function<Result<void>(providers::BillingProvider& provider, const operations::Buyer& buyer,
                             const CancelToken& cancel)>
      ask;
  std::function<Result<operations::ProviderLetters>(const operations::Buyer& buyer)> compose;
};

/// Finds the account's running subscription, changes it, waits until what the provider tells of it is processed, then
/// calls `done` on the messenger's thread. A subscription that the provider does not know, as demo data has, is changed
/// by letters in test mode. Errors are answered. In live mode without a provider nothing is sent: 502.
void changeAtProvider(const CallPtr& call, const std::string& account, WantedChange change,
                      std::function<void(const operations::Buyer&)> done);

/// Sends letters for any buyer; `done` is called with the outcome.
void sendLetters(const CallPtr& call, operations::ProviderLetters letters, std::function<void(Result<void>)> done);

}  // namespace billing::localapi
