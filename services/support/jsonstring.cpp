#include "support/jsonstring.h"

namespace billing {
namespace {

bool needsEscape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

void appendEscape(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += digits[byte >> 4U];
  out += digits[byte & 0xfU];
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
  out += '"';
  for (;;) {
    std::size_t plain = 0;
    while (plain < text.size() && !needsEscape(text[plain])) ++plain;
    out.append(text.substr(0, plain));
    if (plain == text.size()) break;
    appendEscape(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
  out += '"';
}

}  // namespace billing
