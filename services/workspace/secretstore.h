// Secrets live in the key ring, for the session only, or in a file that the caller names; never in settings.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "support/instant.h"
#include "support/result.h"

namespace billing::workspace {

/// One signing secret. The label tells people which one matched; the text never leaves the verifier and signer.
struct Secret {
  std::string label;
  std::string text;
  std::optional<Instant> expiresAt;  ///< a rotated secret is accepted until then (Dodo: 24 h)
  bool textIsKey =
      false;  ///< Standard Webhooks and Svix: not base64, the text itself is the key ("raw" in a secret file)
};
using Secrets = std::vector<Secret>;

/// One secret a line: TEXT [label=WORD] [until=ISO8601] [raw]; empty lines and lines beginning with # are skipped.
/// A label may be left out: the hint of the secret is used.
[[nodiscard]] Result<Secrets> readSecretFile(const std::string& path);

/// A new random signing secret, "whsec_" and 32 random bytes in base64.
[[nodiscard]] std::string generateSecret();

}  // namespace billing::workspace
