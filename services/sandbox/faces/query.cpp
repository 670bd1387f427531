#include "sandbox/faces/query.h"

#include <algorithm>

namespace billing::sandbox {

namespace {

int queryHexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// -1: no escape stands there.
int escapedByte(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) return -1;
  const int high = queryHexDigit(text[at + 1]);
  const int low = queryHexDigit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool isUnreserved(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(static_cast<char>(c)) != std::string_view::npos;
}

}  // namespace

std::string percentDecoded(std::string_view text, bool plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = escapedByte(text, i);
    if (byte >= 0) i += 2;
    decoded += byte >= 0 ? static_cast<char>(byte) : (plus && text[i] == '+') ? ' ' : text[i];
  }
  return decoded;
}

std::string percentEncoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (isUnreserved(byte)) {
      encoded += c;
      continue;
    }
    encoded += '%';
    encoded += digits[byte >> 4U];
    encoded += digits[byte & 15U];
  }
  return encoded;
}

QueryPairs queryPairs(std::string_view query) {
  QueryPairs pairs;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view one = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (one.empty()) continue;
    const auto equals = std::ranges::find(one, '=');
    const std::string_view name(one.begin(), equals);
    const std::string_view value = equals == one.end() ? std::string_view() : std::string_view(equals + 1, one.end());
    pairs.emplace_back(percentDecoded(name, true), percentDecoded(value, true));
  }
  return pairs;
}

std::optional<std::string> queryValue(const QueryPairs& pairs, std::string_view name) {
  const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
  return found == pairs.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace billing::sandbox
