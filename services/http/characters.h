// The character classes of RFC 9110 that a request head may consist of.
#pragma once

#include <string_view>

namespace billing::http {

/// RFC 9110 5.6.2: letters, digits and !#$%&'*+-.^_`|~
[[nodiscard]] constexpr bool isTokenCharacter(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

/// What may stand in a field value: visible characters, space, tab and bytes above 127.
[[nodiscard]] constexpr bool isValueCharacter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

/// What may stand in a request target: visible ASCII.
[[nodiscard]] constexpr bool isTargetCharacter(char c) {
  return c > 0x20 && c < 0x7f;
}

[[nodiscard]] constexpr bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// 0 to 15, or -1.
[[nodiscard]] constexpr int hexDigit(char c) {
  if (isDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace billing::http
