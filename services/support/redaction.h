// What must never reach a log, an export or a screen: secrets and keys.
#pragma once

#include <string>
#include <string_view>

namespace billing {

/// Replaces everything that looks like a secret (whsec_, whsk_, sk_/rk_ keys, bearer tokens) by its prefix and "…".
[[nodiscard]] std::string redact(std::string_view text);

/// "whsec_…A1b2": the prefix and the last four characters, enough to tell two secrets apart. Short secrets show no
/// characters.
[[nodiscard]] std::string secretHint(std::string_view secret);

/// True for header names whose value is a credential (Authorization, Cookie, X-Api-Key, ...). Signatures are not
/// credentials.
[[nodiscard]] bool isCredentialHeader(std::string_view name);

}  // namespace billing
