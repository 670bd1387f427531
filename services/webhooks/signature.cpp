#include "webhooks/signature.h"

#include "webhooks/signatureschemes.h"
#include "webhooks/signingkey.h"
#include "webhooks/textencoding.h"

namespace billing::webhooks {

using workspace::SignatureScheme;

std::string_view toString(Verdict verdict) {
  switch (verdict) {
    case Verdict::Ok:
      return "ok";
    case Verdict::MissingHeader:
      return "missing_header";
    case Verdict::DuplicateHeader:
      return "duplicate_header";
    case Verdict::MalformedId:
      return "malformed_id";
    case Verdict::InvalidTimestamp:
      return "invalid_timestamp";
    case Verdict::TimestampTooOld:
      return "timestamp_too_old";
    case Verdict::TimestampTooNew:
      return "timestamp_too_new";
    case Verdict::BadHeaderFormat:
      return "bad_header_format";
    case Verdict::UnsupportedVersion:
      return "unsupported_version";
    case Verdict::InvalidSecret:
      return "invalid_secret";
    case Verdict::NoMatchingSignature:
      return "no_matching_signature";
  }
  return "unknown";
}

Verification verify(const workspace::WebhookRoute& route, const workspace::Secrets& secrets, const Headers& headers,
                    std::string_view body, Instant now) {
  const Delivery delivery{route, secrets, headers, body, now};
  switch (route.scheme) {
    case SignatureScheme::StandardWebhooks:
    case SignatureScheme::Svix:
      return verifyStandard(delivery);
    case SignatureScheme::Stripe:
      return verifyStripe(delivery);
    case SignatureScheme::HmacHeader:
      return verifyHmacHeader(delivery);
  }
  return refusal(Verdict::BadHeaderFormat, "The route has no known signature scheme.");
}

std::optional<Error> checkSecret(SignatureScheme scheme, std::string_view secret) {
  const std::string_view text = trimmed(secret);
  const auto key = signingKey(scheme, {{}, std::string(text), {}});
  if (!key) return key.error();
  const auto misplaced = [](std::string message, std::string hint) {
    return Error{ErrorKind::InvalidInput, "invalid_secret", std::move(message), {}, std::move(hint), false, {}};
  };
  if (text.starts_with("sk_") || text.starts_with("rk_"))
    return misplaced("This is an API key, not a signing secret",
                     "Copy the signing secret of the webhook endpoint (whsec_...).");
  const bool plainText = scheme == SignatureScheme::Stripe || scheme == SignatureScheme::HmacHeader;
  if (plainText && (text.starts_with("whpk_") || text.starts_with("whsk_")))
    return misplaced("This is an ed25519 key, which only Standard Webhooks and Svix use",
                     "Choose the scheme that the sender uses.");
  if (scheme == SignatureScheme::Stripe && text.find_first_of(" \t\r\n") != std::string_view::npos)
    return misplaced("There is white space in the middle of the secret",
                     "Copy the secret in one piece, from whsec_ to its last letter.");
  return std::nullopt;
}

}  // namespace billing::webhooks
