// Whether the provider sends its events to us, and how to make it do so.
#pragma once

#include <string>
#include <vector>

#include "operations/providerdesk.h"
#include "providers/billingprovider.h"
#include "workspace/profile.h"

namespace billing::operations {

/// The event types that change what this workspace knows; credits only where it has some.
[[nodiscard]] std::vector<std::string> neededEventTypes(const workspace::Profile& profile);

/// Where the listener can be reached on this computer: "http://127.0.0.1:4242/webhooks/dodo".
[[nodiscard]] std::string localEndpointUrl(const workspace::Profile& profile);

/// InvalidInput "bad_endpoint_url": no address, without https, or one that only this computer can reach. `anywhere`:
/// the provider is on this computer too, so that everything can be reached.
[[nodiscard]] Result<void> checkEndpointUrl(const std::string& url, bool anywhere);

/// Which endpoint of the provider leads to this address, and what is missing there. Not registered is an answer.
[[nodiscard]] Result<EndpointState> checkEndpoint(providers::BillingProvider& provider,
                                                  const workspace::Profile& profile, const std::string& url,
                                                  const CancelToken& cancel);

struct Registration {
  EndpointState state;
  std::string secret;  ///< what deliveries are signed with; empty: the provider does not tell it again
};
/// Registers the address, or completes the endpoint that is there: switched on, with every type that is needed. After
/// a call without an answer the provider's list is read before anything is said; nothing is registered twice.
[[nodiscard]] Result<Registration> registerEndpoint(providers::BillingProvider& provider,
                                                    const workspace::Profile& profile, const std::string& url,
                                                    const CancelToken& cancel);

}  // namespace billing::operations
