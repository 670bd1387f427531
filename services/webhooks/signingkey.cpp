#include "webhooks/signingkey.h"

#include <string_view>

#include "webhooks/textencoding.h"

namespace billing::webhooks {
namespace {

using workspace::SignatureScheme;

tl::unexpected<Error> unusableSecret(std::string message, std::string hint = {}) {
  return failure(ErrorKind::InvalidInput, "invalid_secret", std::move(message), {}, std::move(hint));
}

Result<SigningKey> ed25519Key(std::string_view encoded, SigningKey::Kind kind) {
  auto bytes = base64Decode(encoded);
  const bool seedAndPublic = bytes && kind == SigningKey::Kind::Ed25519Seed && bytes->size() == 64;
  if (seedAndPublic) bytes->resize(32);
  if (!bytes || bytes->size() != 32)
    return unusableSecret("The ed25519 key is not the base64 of 32 bytes",
                          "Copy the whole key, from its prefix to its last letter.");
  return SigningKey{kind, std::move(*bytes)};
}

std::string pastingHint(std::string_view text) {
  if (const auto at = text.find("whsec_"); at != std::string_view::npos && at > 0)
    return "Leave out what stands before whsec_.";
  if (text.starts_with("sk_") || text.starts_with("rk_"))
    return "This is an API key. The signing secret of the endpoint begins with whsec_.";
  if (text.find_first_of("-_", text.starts_with("whsec_") ? 6 : 0) != std::string_view::npos)
    return "It is written in the URL alphabet (- and _); the scheme uses + and /.";
  if (text.find_first_of(" \t\r\n") != std::string_view::npos) return "There is white space in the middle of it.";
  return "Copy the whole secret of the endpoint, from whsec_ to its last letter.";
}

Result<SigningKey> standardKey(std::string_view text) {
  if (text.starts_with("whpk_")) return ed25519Key(text.substr(5), SigningKey::Kind::Ed25519Public);
  if (text.starts_with("whsk_")) return ed25519Key(text.substr(5), SigningKey::Kind::Ed25519Seed);
  auto bytes = base64Decode(text.starts_with("whsec_") ? text.substr(6) : text);
  if (!bytes) return unusableSecret("The secret is not base64", pastingHint(text));
  if (bytes->empty()) return unusableSecret("The secret holds no key after its prefix", pastingHint(text));
  return SigningKey{SigningKey::Kind::Hmac, std::move(*bytes)};
}

}  // namespace

Result<SigningKey> signingKey(SignatureScheme scheme, const workspace::Secret& secret) {
  const std::string_view text = trimmed(secret.text);
  if (text.empty()) return unusableSecret("The secret is empty");
  const bool decoded = scheme == SignatureScheme::StandardWebhooks || scheme == SignatureScheme::Svix;
  if (decoded && !secret.textIsKey) return standardKey(text);
  return SigningKey{SigningKey::Kind::Hmac, std::string(text)};
}

}  // namespace billing::webhooks
