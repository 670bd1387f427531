// Where webhooks arrive, in which scheme they are signed, and whose events they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/provider.h"
#include "support/result.h"

namespace billing::workspace {

/// How deliveries on a route are signed.
enum class SignatureScheme {
  StandardWebhooks,  ///< webhook-id, webhook-timestamp, webhook-signature; v1 and v1a
  Svix,              ///< the same under svix-* names (standard names are accepted too)
  Stripe,            ///< Stripe-Signature: t=..,v1=..
  HmacHeader,        ///< hex HMAC-SHA256 of the body in one header, optional prefix "sha256="
};
[[nodiscard]] std::string_view toString(SignatureScheme scheme);

struct WebhookRoute {
  std::string path = "/webhooks/dodo";  ///< absolute, without query
  SignatureScheme scheme = SignatureScheme::StandardWebhooks;
  std::string headerName = "X-Webhook-Signature";  ///< HmacHeader only
  Provider provider = Provider::Dodo;              ///< whose event mapping reads the body
  int badSignatureStatus = 400;                    ///< 400 or 401
  int toleranceSeconds = 300;
  std::string secretName = "webhook";  ///< entries of the secret store: "<secretName>", "<secretName>.previous", ...
};

/// "PATH=SCHEME" as on the command line: standard-webhooks, svix, stripe, github or hmac-header:Header-Name.
[[nodiscard]] Result<WebhookRoute> parseRoute(std::string_view text);

}  // namespace billing::workspace
