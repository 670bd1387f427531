// What a secret's text means in a scheme: the key that signs or verifies.
#pragma once

#include <string>

#include "support/result.h"
#include "workspace/route.h"
#include "workspace/secretstore.h"

namespace billing::webhooks {

struct SigningKey {
  enum class Kind { Hmac, Ed25519Public, Ed25519Seed };
  Kind kind = Kind::Hmac;
  std::string bytes;  ///< Hmac: any length above 0; Ed25519: 32
  [[nodiscard]] bool weak() const { return kind == Kind::Hmac && bytes.size() < 24; }
};

/// White space around the text is not part of a secret. Standard Webhooks and Svix: base64 after an optional "whsec_"
/// (unless the secret says that its text is the key), "whpk_" and "whsk_" for ed25519. Stripe and HMAC headers: the
/// text itself. InvalidInput with the code "invalid_secret" otherwise; the message never quotes the secret.
[[nodiscard]] Result<SigningKey> signingKey(workspace::SignatureScheme scheme, const workspace::Secret& secret);

}  // namespace billing::webhooks
