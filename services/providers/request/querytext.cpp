#include "providers/request/querytext.h"

namespace billing::providers {
namespace {

bool isPlainInUrls(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::string urlText(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (isPlainInUrls(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte >> 4U];
    encoded += digits[byte & 15U];
  }
  // "." and ".." would be taken for a step in the path.
  if (encoded == "." || encoded == "..") return encoded == "." ? "%2E" : "%2E%2E";
  return encoded;
}

QueryText& QueryText::add(std::string_view key, std::string_view value) {
  if (!text_.empty()) text_ += '&';
  text_ += urlText(key) + '=' + urlText(value);
  return *this;
}

QueryText& QueryText::given(std::string_view key, std::string_view value) {
  return value.empty() ? *this : add(key, value);
}

}  // namespace billing::providers
