// Base64 and hexadecimal as the signature schemes write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace billing::webhooks {

[[nodiscard]] std::string base64Encode(std::string_view bytes);

/// The standard alphabet only. Padding may be left out, but not be wrong. nullopt for anything else.
[[nodiscard]] std::optional<std::string> base64Decode(std::string_view text);

/// Lower case.
[[nodiscard]] std::string hexEncode(std::string_view bytes);

/// Either case; nullopt for an odd length or any other character.
[[nodiscard]] std::optional<std::string> hexDecode(std::string_view text);

/// Without ASCII white space at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace billing::webhooks
