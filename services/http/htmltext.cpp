#include "http/htmltext.h"

namespace billing::http {
namespace {

// No form-action: some browsers apply it to the redirect that follows, which leads to the team's own front end.
constexpr const char* pagePolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

}  // namespace

std::string html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

Fields pageFields() {
  return {{"Content-Security-Policy", pagePolicy}, {"X-Frame-Options", "DENY"}, {"Referrer-Policy", "same-origin"}};
}

Answer seeOther(const std::string& url) {
  return {303, {}, {{"Location", url}}, htmlContent};
}

}  // namespace billing::http
