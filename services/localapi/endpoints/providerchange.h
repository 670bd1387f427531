// A change of a running subscription, by the provider's own events.
#pragma once

#include <functional>

#include "localapi/apicall.h"
#include "operations/checkouts/letterwriter.h"

namespace billing::localapi {

/// Finds the account's running subscription, sends the letters that `compose` writes for it, waits until they are
/// processed, then calls `done` on the messenger's thread. Errors are answered. In live mode nothing is sent: 502.
void changeAtProvider(const CallPtr& call, const std::string& account,
                      std::function<Result<operations::ProviderLetters>(const operations::Buyer&)> compose,
                      std::function<void(const operations::Buyer&)> done);

/// Sends letters for any buyer; `done` is called with the outcome.
void sendLetters(const CallPtr& call, operations::ProviderLetters letters, std::function<void(Result<void>)> done);

}  // namespace billing::localapi
