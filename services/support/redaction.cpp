#include "support/redaction.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>

namespace billing {

std::string redact(std::string_view text) {
  static const std::regex secrets(
      R"(\b(whsec_|whsk_|sk_live_|sk_test_|rk_live_|rk_test_|Bearer )[A-Za-z0-9+/=_.\-]{4,})");
  return std::regex_replace(std::string(text), secrets, "$1…");
}

std::string secretHint(std::string_view secret) {
  const auto underscore = secret.find('_');
  const std::string prefix = underscore < 8 ? std::string(secret.substr(0, underscore + 1)) : std::string();
  const bool longEnough = secret.size() >= prefix.size() + 16;
  return prefix + "…" + (longEnough ? std::string(secret.substr(secret.size() - 4)) : std::string());
}

bool isCredentialHeader(std::string_view name) {
  static constexpr std::array names{"authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key"};
  return std::ranges::any_of(names, [&](std::string_view known) {
    return std::ranges::equal(known, name,
                              [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  });
}

}  // namespace billing
