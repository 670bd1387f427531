// The sender's side: the headers that go with a body.
#include "webhooks/signature.h"
#include "webhooks/signaturemath.h"
#include "webhooks/signatureschemes.h"
#include "webhooks/signingkey.h"
#include "webhooks/textencoding.h"

namespace billing::webhooks {
namespace {

using workspace::SignatureScheme;

Result<std::string> standardSignature(const SigningKey& key, std::string_view id, std::string_view timestamp,
                                      std::string_view body) {
  if (key.kind == SigningKey::Kind::Ed25519Public)
    return failure(ErrorKind::InvalidInput, "invalid_secret", "A public key (whpk_) can verify, but not sign", {},
                   "Use the secret key (whsk_) or a whsec_ secret.");
  if (key.kind == SigningKey::Kind::Hmac)
    return "v1," + base64Encode(asBytes(hmacSha256(key.bytes, {id, ".", timestamp, ".", body})));
  std::string message;
  message.append(id).append(".").append(timestamp).append(".").append(body);
  const auto signature = ed25519Sign(key.bytes, message);
  if (!signature) return failure(ErrorKind::InvalidInput, "invalid_secret", "The ed25519 key is refused by OpenSSL");
  return "v1a," + base64Encode(*signature);
}

Result<Headers> standardHeaders(const SigningKey& key, SignatureScheme scheme, std::string_view id,
                                std::string_view timestamp, std::string_view body) {
  if (id.empty() || id.find_first_of(std::string_view(".\r\n\0", 4)) != std::string_view::npos)
    return failure(ErrorKind::InvalidInput, "malformed_id",
                   "An event id must not be empty and must not hold a dot or a line break");
  auto signature = standardSignature(key, id, timestamp, body);
  if (!signature) return failure(signature.error());
  const std::string family = scheme == SignatureScheme::Svix ? "svix-" : "webhook-";
  return Headers{{family + "id", std::string(id)},
                 {family + "timestamp", std::string(timestamp)},
                 {family + "signature", std::move(*signature)}};
}

}  // namespace

Result<Headers> sign(const workspace::WebhookRoute& route, const workspace::Secret& secret, std::string_view eventId,
                     std::string_view body, Instant now) {
  const auto key = signingKey(route.scheme, secret);
  if (!key) return failure(key.error());
  const std::string timestamp = std::to_string(now.seconds());
  switch (route.scheme) {
    case SignatureScheme::StandardWebhooks:
    case SignatureScheme::Svix:
      return standardHeaders(*key, route.scheme, eventId, timestamp, body);
    case SignatureScheme::Stripe: {
      const Mac mac = hmacSha256(key->bytes, {timestamp, ".", body});
      return Headers{{"Stripe-Signature", "t=" + timestamp + ",v1=" + hexEncode(asBytes(mac))}};
    }
    case SignatureScheme::HmacHeader: {
      const std::string prefix = sameHeaderName(route.headerName, "X-Hub-Signature-256") ? "sha256=" : "";
      return Headers{{route.headerName, prefix + hexEncode(asBytes(hmacSha256(key->bytes, {body})))}};
    }
  }
  return failure(ErrorKind::InvalidInput, "unknown_scheme", "The route has no known signature scheme");
}

}  // namespace billing::webhooks
