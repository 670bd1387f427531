// Stripe-Signature: t=<seconds>,v1=<hex>[,v1=...][,v0=...]; signed bytes are t "." body, the key is the secret's whole
// text.
#include <vector>

#include "webhooks/signaturemath.h"
#include "webhooks/signatureschemes.h"
#include "webhooks/textencoding.h"

namespace billing::webhooks {
namespace {

struct StripeHeader {
  std::vector<std::string_view> timestamps, v1, others;
};

// nullopt when an element is not key=value: Stripe never sends one, and readers disagree on what it means.
std::optional<StripeHeader> readStripeHeader(std::string_view text) {
  StripeHeader header;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const std::string_view element = text.substr(0, comma);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    const auto equals = element.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = element.substr(0, equals);
    (key == "t" ? header.timestamps : key == "v1" ? header.v1 : header.others).push_back(element.substr(equals + 1));
  }
  return header;
}

std::optional<Verification> formatProblem(const std::optional<StripeHeader>& header) {
  if (!header) return refusal(Verdict::BadHeaderFormat, "Stripe-Signature has an element that is not key=value.");
  if (header->timestamps.size() != 1)
    return refusal(Verdict::BadHeaderFormat, "Stripe-Signature has " + std::to_string(header->timestamps.size()) +
                                                 " t elements; exactly one is expected.");
  if (header->timestamps.front().empty()) return refusal(Verdict::BadHeaderFormat, "Stripe-Signature has an empty t.");
  if (!header->v1.empty()) return std::nullopt;
  if (header->others.empty()) return refusal(Verdict::BadHeaderFormat, "Stripe-Signature holds no signature.");
  return refusal(Verdict::UnsupportedVersion, "Stripe-Signature holds no v1 signature; only v1 counts.");
}

bool anyEquals(const std::vector<std::string_view>& hexValues, std::string_view mac) {
  bool matches = false;
  for (const std::string_view value : hexValues) {
    const auto bytes = hexDecode(value);
    matches = (bytes && equalSecretly(*bytes, mac)) || matches;
  }
  return matches;
}

}  // namespace

Verification verifyStripe(const Delivery& delivery) {
  const FoundHeader found = findHeader(delivery.headers, "Stripe-Signature");
  if (found.count > 1)
    return refusal(Verdict::DuplicateHeader, "Stripe-Signature came " + std::to_string(found.count) + " times.");
  const std::string_view value = trimmed(found.value);
  if (value.empty()) return refusal(Verdict::MissingHeader, "Missing: Stripe-Signature.");
  const auto header = readStripeHeader(value);
  if (auto refused = formatProblem(header)) return *refused;
  const std::string_view timestamp = header->timestamps.front();
  const auto seconds = canonicalSeconds(timestamp);
  if (!seconds) return refusal(Verdict::InvalidTimestamp, "t is not a plain number of seconds since 1970.");
  if (auto age = checkAge(*seconds, delivery); !age.ok()) return age;
  return matchSecrets(delivery, [&](const SigningKey& key) {
    return anyEquals(header->v1, asBytes(hmacSha256(key.bytes, {timestamp, ".", delivery.body})));
  });
}

}  // namespace billing::webhooks
