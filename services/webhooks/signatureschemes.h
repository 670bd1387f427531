// One function for each way of signing; signature.cpp chooses among them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "webhooks/signature.h"
#include "webhooks/signingkey.h"

namespace billing::webhooks {

/// What a scheme needs to know of a delivery. Everything is borrowed from the caller of verify().
struct Delivery {
  const workspace::WebhookRoute& route;
  const workspace::Secrets& secrets;
  const Headers& headers;
  std::string_view body;
  Instant now;
};

[[nodiscard]] Verification verifyStandard(const Delivery& delivery);  ///< Standard Webhooks and Svix
[[nodiscard]] Verification verifyStripe(const Delivery& delivery);
[[nodiscard]] Verification verifyHmacHeader(const Delivery& delivery);

/// A header by name, in any case: how often it is there, and its first value.
struct FoundHeader {
  int count = 0;
  std::string_view value;
  [[nodiscard]] bool missing() const { return count == 0 || value.empty(); }
};
[[nodiscard]] FoundHeader findHeader(const Headers& headers, std::string_view name);
[[nodiscard]] bool sameHeaderName(std::string_view a, std::string_view b);

[[nodiscard]] Verification refusal(Verdict verdict, std::string detail);

/// Digits without sign, space or leading zero that fit 64 bits: the only spelling of a timestamp that all libraries
/// read alike.
[[nodiscard]] std::optional<std::int64_t> canonicalSeconds(std::string_view text);

/// Ok, TimestampTooOld or TimestampTooNew. The tolerance counts on both sides and includes its last second; a tolerance
/// of zero or less allows the present second only, it never switches the check off.
[[nodiscard]] Verification checkAge(std::int64_t seconds, const Delivery& delivery);

/// Tries each secret that has not expired: `matches(key)` says whether one of the presented signatures was made with
/// it.
template <class Matches>
[[nodiscard]] Verification matchSecrets(const Delivery& delivery, Matches matches);

[[nodiscard]] inline bool expired(const workspace::Secret& secret, Instant now) {
  return secret.expiresAt && *secret.expiresAt < now;
}

/// The sentence for "none matched", and the verdict InvalidSecret when there was no usable secret at all.
[[nodiscard]] Verification noneMatched(const Delivery& delivery, int usable, const std::optional<Error>& unusable);

template <class Matches>
Verification matchSecrets(const Delivery& delivery, Matches matches) {
  int usable = 0;
  std::optional<Error> unusable;
  for (const workspace::Secret& secret : delivery.secrets) {
    if (expired(secret, delivery.now)) continue;
    const auto key = signingKey(delivery.route.scheme, secret);
    if (!key) {
      unusable = key.error();
      continue;
    }
    ++usable;
    if (!matches(*key)) continue;
    Verification found;
    found.secretLabel = secret.label;
    found.weakSecret = key->weak();
    return found;
  }
  return noneMatched(delivery, usable, unusable);
}

}  // namespace billing::webhooks
