// Verdict on a signature, and the making of one. Pure: time, secrets and scheme are given.
// Sources: Standard Webhooks specification 1.0.0; docs.stripe.com/webhooks/signature; docs.github.com "Validating
// webhook deliveries".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/instant.h"
#include "support/result.h"
#include "workspace/route.h"
#include "workspace/secretstore.h"

namespace billing::webhooks {

/// As received: order and spelling kept.
struct Header {
  std::string name;
  std::string value;
};
using Headers = std::vector<Header>;

enum class Verdict {
  Ok,
  MissingHeader,
  DuplicateHeader,
  MalformedId,
  InvalidTimestamp,
  TimestampTooOld,
  TimestampTooNew,
  BadHeaderFormat,
  UnsupportedVersion,
  InvalidSecret,
  NoMatchingSignature,
};
/// "ok", "missing_header", "timestamp_too_old", ...: the words of the log and of the vectors.
[[nodiscard]] std::string_view toString(Verdict verdict);

struct Verification {
  Verdict verdict = Verdict::Ok;
  std::string detail;       ///< one sentence for people: what exactly was wrong, with the numbers
  std::string eventId;      ///< webhook-id / svix-id, where the scheme has one and it is well formed
  std::string secretLabel;  ///< which secret matched
  bool weakSecret = false;  ///< the matching secret is shorter than 24 bytes
  [[nodiscard]] bool ok() const { return verdict == Verdict::Ok; }
};

/// Checks one delivery against all secrets that have not expired at `now`. The body is used as it is, byte for byte.
[[nodiscard]] Verification verify(const workspace::WebhookRoute& route, const workspace::Secrets& secrets,
                                  const Headers& headers, std::string_view body, Instant now);

/// The headers that a provider would send for this body. `eventId` is used by schemes that have an id header.
/// InvalidInput when the secret does not fit the scheme.
[[nodiscard]] Result<Headers> sign(const workspace::WebhookRoute& route, const workspace::Secret& secret,
                                   std::string_view eventId, std::string_view body, Instant now);

/// For NoMatchingSignature: tries the usual mistakes (undecoded or decoded secret, MAC over the body alone, trimmed or
/// re-minified body, CRLF, BOM, another scheme's header) and names the one that would match. Empty when none does.
[[nodiscard]] std::string diagnose(const workspace::WebhookRoute& route, const workspace::Secrets& secrets,
                                   const Headers& headers, std::string_view body, Instant now);

/// Why a secret cannot be used with a scheme, with a hint for the usual pasting mistakes; nullopt when it can.
[[nodiscard]] std::optional<Error> checkSecret(workspace::SignatureScheme scheme, std::string_view secret);

}  // namespace billing::webhooks
