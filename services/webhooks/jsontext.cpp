#include "webhooks/jsontext.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace billing::webhooks {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
constexpr std::uint64_t kHighs = 0x8080808080808080ULL;

std::uint64_t eightBytes(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

// Non-zero when one of eight bytes equals `wanted` (exact in the lowest hit, which is all that is needed).
constexpr std::uint64_t hasByte(std::uint64_t bytes, char wanted) {
  const std::uint64_t x = bytes ^ (kOnes * static_cast<unsigned char>(wanted));
  return (x - kOnes) & ~x & kHighs;
}

constexpr std::uint64_t hasControl(std::uint64_t bytes) {
  return (bytes - kOnes * 0x20) & ~bytes & kHighs;
}

bool isContinuation(unsigned char byte, unsigned char low = 0x80, unsigned char high = 0xbf) {
  return byte >= low && byte <= high;
}

// Length of the well-formed sequence at `at`, 0 when there is none (Unicode, table 3-7).
std::size_t sequenceLength(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0; };
  const int lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return isContinuation(byte(1)) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef)
    return isContinuation(byte(1), lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf) && isContinuation(byte(2))
               ? 3
               : 0;
  if (lead >= 0xf0 && lead <= 0xf4)
    return isContinuation(byte(1), lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf) && isContinuation(byte(2)) &&
                   isContinuation(byte(3))
               ? 4
               : 0;
  return 0;
}

bool isDigit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The four digits at `at`; -1 when they are not there.
int hexQuad(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return -1;
  int value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const int digit = hexValue(text[at + i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

// `at` is the backslash. One past the escape, 0 when it is none.
std::size_t escapeEnd(std::string_view text, std::size_t at) {
  constexpr std::string_view simple = "\"\\/bfnrt";
  if (at + 1 >= text.size()) return 0;
  if (text[at + 1] == 'u') return hexQuad(text, at + 2) < 0 ? 0 : at + 6;
  return simple.find(text[at + 1]) == std::string_view::npos ? 0 : at + 2;
}

void appendCodePoint(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  if (code < 0x800) {
    out += static_cast<char>(0xc0 | code >> 6);
  } else {
    if (code < 0x10000) {
      out += static_cast<char>(0xe0 | code >> 12);
    } else {
      out += static_cast<char>(0xf0 | code >> 18);
      out += static_cast<char>(0x80 | (code >> 12 & 0x3f));
    }
    out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
  }
  out += static_cast<char>(0x80 | (code & 0x3f));
}

// `at` is the backslash of a \u escape, which may be the first half of a pair. One past what was read.
std::size_t appendUnicodeEscape(std::string_view inside, std::size_t at, std::string& out, bool& wellFormed) {
  const auto code = static_cast<unsigned>(hexQuad(inside, at + 2));
  if (code < 0xd800 || code > 0xdfff) {
    appendCodePoint(out, code);
    return at + 6;
  }
  const bool another = code < 0xdc00 && inside.substr(at + 6).starts_with("\\u");
  const int low = another ? hexQuad(inside, at + 8) : -1;
  if (low >= 0xdc00 && low <= 0xdfff) {
    appendCodePoint(out, 0x10000 + ((code - 0xd800) << 10) + (static_cast<unsigned>(low) - 0xdc00));
    return at + 12;
  }
  wellFormed = false;
  appendCodePoint(out, code);
  return at + 6;
}

char simpleEscape(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;
  }
}

}  // namespace

std::optional<std::size_t> utf8FaultAt(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    while (at + 8 <= text.size() && (eightBytes(text.data() + at) & kHighs) == 0) at += 8;
    if (at >= text.size()) break;
    const std::size_t length = sequenceLength(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

JsonToken scanJsonString(std::string_view text, std::size_t at) {
  bool escaped = false;
  for (++at; at < text.size();) {
    while (at + 8 <= text.size()) {
      const std::uint64_t bytes = eightBytes(text.data() + at);
      if ((hasByte(bytes, '"') | hasByte(bytes, '\\') | hasControl(bytes)) != 0) break;
      at += 8;
    }
    if (at >= text.size()) break;
    const char c = text[at];
    if (c == '"') return {at + 1, nullptr, escaped};
    if (static_cast<unsigned char>(c) < 0x20) return {at, "a control character stands in a string", escaped};
    if (c != '\\') {
      ++at;
      continue;
    }
    escaped = true;
    const std::size_t end = escapeEnd(text, at);
    if (end == 0) return {at, "a backslash begins no known escape", escaped};
    at = end;
  }
  return {text.size(), "a string does not end", escaped};
}

JsonToken scanJsonNumber(std::string_view text, std::size_t at) {
  if (text[at] == '-') ++at;
  if (!isDigit(text, at)) return {at, "a number has no digits", false};
  const bool zero = text[at++] == '0';
  if (zero && isDigit(text, at)) return {at, "a number begins with a zero", false};
  while (isDigit(text, at)) ++at;
  if (at < text.size() && text[at] == '.') {
    if (!isDigit(text, ++at)) return {at, "a number has no digit after its point", false};
    while (isDigit(text, at)) ++at;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!isDigit(text, at)) return {at, "a number has an empty exponent", false};
    while (isDigit(text, at)) ++at;
  }
  return {at, nullptr, false};
}

JsonToken scanJsonWord(std::string_view text, std::size_t at) {
  for (const std::string_view word : {"true", "false", "null"})
    if (text.substr(at).starts_with(word)) return {at + word.size(), nullptr, false};
  return {at, "there is no value", false};
}

std::string unescapeJson(std::string_view inside, bool& wellFormed) {
  std::string out;
  out.reserve(inside.size());
  for (std::size_t at = 0; at < inside.size();) {
    if (inside[at] != '\\' || at + 1 >= inside.size()) {
      out += inside[at++];
    } else if (inside[at + 1] == 'u') {
      at = appendUnicodeEscape(inside, at, out, wellFormed);
    } else {
      out += simpleEscape(inside[at + 1]);
      at += 2;
    }
  }
  return out;
}

}  // namespace billing::webhooks
