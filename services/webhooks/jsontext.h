// The grammar of RFC 8259 below the level of arrays and objects, and the UTF-8 under it. Nothing here allocates while
// it scans.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace billing::webhooks {

/// Offset of the first byte that is not part of well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most
/// U+10FFFF); nullopt when there is none.
[[nodiscard]] std::optional<std::size_t> utf8FaultAt(std::string_view text);

/// A token, or where and why it is none.
struct JsonToken {
  std::size_t end = 0;          ///< one past the token, or where it went wrong
  const char* fault = nullptr;  ///< nullptr when the token is good
  bool escaped = false;         ///< strings: there is at least one backslash
};

/// `at` is the opening quote.
[[nodiscard]] JsonToken scanJsonString(std::string_view text, std::size_t at);
/// `at` is a minus sign or a digit. Any length and exponent: numbers stay text here.
[[nodiscard]] JsonToken scanJsonNumber(std::string_view text, std::size_t at);
/// true, false or null.
[[nodiscard]] JsonToken scanJsonWord(std::string_view text, std::size_t at);

/// The inside of a scanned string with its escapes resolved. A lone half of a surrogate pair becomes its three bytes,
/// so that two spellings of one key stay equal; `wellFormed` is set to false then.
[[nodiscard]] std::string unescapeJson(std::string_view inside, bool& wellFormed);

}  // namespace billing::webhooks
