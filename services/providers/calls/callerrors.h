// Words for what goes wrong between us and a provider: what happened, why, what to do next. The same for both.
#pragma once

#include <string>

#include "http/client.h"
#include "providers/transport.h"

namespace billing::providers {

/// What a provider's error body says, as far as it could be read.
struct ProviderComplaint {
  std::string provider;  ///< "Stripe"
  std::string code;      ///< the provider's own; empty: none
  std::string field;     ///< what the complaint is about: "items[0][price]"
  std::string text;      ///< in the provider's words
  std::string hint;      ///< better than the one for the status; empty: that one
};

/// The error for an answer that is not 2xx.
[[nodiscard]] Error complaintError(int status, const ProviderComplaint& complaint, const ApiRequest& request);

/// The error for a call that got no complete answer.
[[nodiscard]] Error exchangeError(const http::Exchange& exchange, const ApiRequest& request);

/// 2xx, but not what was asked for.
[[nodiscard]] Error notJsonError(const http::ClientAnswer& answer, const ApiRequest& request);

/// Nobody knows whether the write was done; `cause` is how it ended.
[[nodiscard]] Error unconfirmedError(const Error& cause, const ApiRequest& request);

/// At most so many bytes of it, without cutting a character and without line ends.
[[nodiscard]] std::string excerpt(const std::string& text, std::size_t most = 200);

}  // namespace billing::providers
