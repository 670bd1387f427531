// Standard Webhooks 1.0.0 and its Svix spelling: signed bytes are id "." timestamp "." body.
#include <array>
#include <vector>

#include "webhooks/signaturemath.h"
#include "webhooks/signatureschemes.h"
#include "webhooks/textencoding.h"

namespace billing::webhooks {
namespace {

using workspace::SignatureScheme;

// An ed25519 check costs fifty times an HMAC, so a header full of them must not buy that much work.
constexpr int kMostEd25519Checks = 16;

struct HeaderFamily {
  std::array<std::string_view, 3> names;
  std::array<FoundHeader, 3> found;  // id, timestamp, signature

  HeaderFamily(const Headers& headers, std::array<std::string_view, 3> own) : names(own) {
    for (std::size_t i = 0; i < names.size(); ++i) found[i] = findHeader(headers, names[i]);
  }
  bool complete() const { return !found[0].missing() && !found[1].missing() && !found[2].missing(); }
  bool absent() const { return found[0].count + found[1].count + found[2].count == 0; }
};

std::string namesOfMissing(const HeaderFamily& family) {
  std::string missing;
  for (std::size_t i = 0; i < family.names.size(); ++i) {
    if (!family.found[i].missing()) continue;
    if (!missing.empty()) missing += ", ";
    missing += family.names[i];
    if (family.found[i].count > 0) missing += " (empty)";
  }
  return missing;
}

std::optional<Verification> ambiguity(const HeaderFamily& standard, const HeaderFamily& svix) {
  for (const HeaderFamily* family : {&standard, &svix})
    for (std::size_t i = 0; i < 3; ++i)
      if (family->found[i].count > 1)
        return refusal(Verdict::DuplicateHeader,
                       std::string(family->names[i]) + " came " + std::to_string(family->found[i].count) + " times.");
  for (std::size_t i = 0; i < 3; ++i)
    if (standard.found[i].count > 0 && svix.found[i].count > 0 && standard.found[i].value != svix.found[i].value)
      return refusal(Verdict::DuplicateHeader, std::string(standard.names[i]) + " and " + std::string(svix.names[i]) +
                                                   " both came and say different things.");
  return std::nullopt;
}

Verification missingHeaders(const HeaderFamily& standard, const HeaderFamily& svix, bool svixAllowed) {
  if (svixAllowed && !svix.absent() && !standard.absent())
    return refusal(Verdict::MissingHeader, "Neither the svix- nor the webhook- headers are complete: missing " +
                                               namesOfMissing(svix) + "; " + namesOfMissing(standard) + ".");
  if (!svixAllowed && standard.absent() && !svix.absent())
    return refusal(Verdict::MissingHeader, "Only svix- headers came; the route expects " + namesOfMissing(standard) +
                                               ". Its scheme should be svix.");
  const bool svixMeant = svixAllowed && (!svix.absent() || standard.absent());
  return refusal(Verdict::MissingHeader, "Missing: " + namesOfMissing(svixMeant ? svix : standard) + ".");
}

bool wellFormedId(std::string_view id) {
  for (const char c : id)
    if (c == '.' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  return true;
}

// The values of one version in a list like "v1,abc v1a,def v1,ghi". More than one space between them is harmless.
std::vector<std::string_view> signaturesOf(std::string_view list, std::string_view version) {
  std::vector<std::string_view> values;
  while (!list.empty()) {
    const auto space = list.find(' ');
    const std::string_view entry = list.substr(0, space);
    list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
    if (entry.size() > version.size() && entry.starts_with(version) && entry[version.size()] == ',')
      values.push_back(entry.substr(version.size() + 1));
  }
  return values;
}

struct SignedMessage {
  std::string_view id, timestamp, body;
  std::vector<std::string_view> v1, v1a;
  int ed25519Checks = 0;

  bool hmacMatches(const SigningKey& key) const {
    if (v1.empty()) return false;
    const std::string expected = base64Encode(asBytes(hmacSha256(key.bytes, {id, ".", timestamp, ".", body})));
    bool matches = false;
    for (const std::string_view value : v1) matches = equalSecretly(expected, value) || matches;
    return matches;
  }

  bool ed25519Matches(const SigningKey& key) {
    if (v1a.empty()) return false;
    const auto publicKey = key.kind == SigningKey::Kind::Ed25519Seed ? ed25519PublicKey(key.bytes) : key.bytes;
    std::string message;
    message.reserve(id.size() + timestamp.size() + body.size() + 2);
    message.append(id).append(".").append(timestamp).append(".").append(body);
    for (const std::string_view value : v1a) {
      const auto signature = base64Decode(value);
      if (!publicKey || !signature || signature->size() != 64 || base64Encode(*signature) != value) continue;
      if (++ed25519Checks > kMostEd25519Checks) return false;
      if (ed25519Verifies(*publicKey, message, *signature)) return true;
    }
    return false;
  }
};

}  // namespace

Verification verifyStandard(const Delivery& delivery) {
  const HeaderFamily standard(delivery.headers, {"webhook-id", "webhook-timestamp", "webhook-signature"});
  const HeaderFamily svix(delivery.headers, {"svix-id", "svix-timestamp", "svix-signature"});
  if (auto refused = ambiguity(standard, svix)) return *refused;
  const bool svixAllowed = delivery.route.scheme == SignatureScheme::Svix;
  const bool useSvix = svixAllowed && svix.complete();
  if (!useSvix && !standard.complete()) return missingHeaders(standard, svix, svixAllowed);
  const HeaderFamily& family = useSvix ? svix : standard;
  const std::string_view id = family.found[0].value;
  const std::string_view timestamp = family.found[1].value;
  const std::string_view list = family.found[2].value;

  if (!wellFormedId(id))
    return refusal(Verdict::MalformedId,
                   "The id holds a dot or a control character, so two messages could share one signature.");
  const auto withId = [&](Verification verification) {
    verification.eventId = id;
    return verification;
  };
  const auto seconds = canonicalSeconds(timestamp);
  if (!seconds)
    return withId(refusal(Verdict::InvalidTimestamp, "The timestamp is not a plain number of seconds since 1970."));
  if (auto age = checkAge(*seconds, delivery); !age.ok()) return withId(std::move(age));
  SignedMessage message{id, timestamp, delivery.body, signaturesOf(list, "v1"), signaturesOf(list, "v1a")};
  return withId(matchSecrets(delivery, [&](const SigningKey& key) {
    return key.kind == SigningKey::Kind::Hmac ? message.hmacMatches(key) : message.ed25519Matches(key);
  }));
}

}  // namespace billing::webhooks
