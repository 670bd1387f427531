// One header with the hexadecimal HMAC-SHA256 of the body. GitHub's (X-Hub-Signature-256) always says "sha256=", others
// may. There is no timestamp: only the event id stops a replay.
#include "webhooks/signaturemath.h"
#include "webhooks/signatureschemes.h"
#include "webhooks/textencoding.h"

namespace billing::webhooks {
namespace {

constexpr std::string_view kHashPrefix = "sha256=";

}  // namespace

Verification verifyHmacHeader(const Delivery& delivery) {
  const std::string& name = delivery.route.headerName;
  const FoundHeader found = findHeader(delivery.headers, name);
  if (found.count > 1)
    return refusal(Verdict::DuplicateHeader, name + " came " + std::to_string(found.count) + " times.");
  std::string_view value = trimmed(found.value);
  if (value.empty()) return refusal(Verdict::MissingHeader, "Missing: " + name + ".");
  const bool prefixed = value.starts_with(kHashPrefix);
  if (prefixed) value.remove_prefix(kHashPrefix.size());
  const bool github = sameHeaderName(name, "X-Hub-Signature-256");
  if (github && !prefixed) return refusal(Verdict::UnsupportedVersion, name + " does not begin with sha256=.");
  const auto presented = hexDecode(value);
  const bool macSized = presented && presented->size() == sizeof(Mac);
  if (!macSized && !github)
    return refusal(Verdict::BadHeaderFormat, name + " is not the 64 hexadecimal digits of an HMAC-SHA256.");
  return matchSecrets(delivery, [&](const SigningKey& key) {
    return macSized && equalSecretly(*presented, asBytes(hmacSha256(key.bytes, {delivery.body})));
  });
}

}  // namespace billing::webhooks
