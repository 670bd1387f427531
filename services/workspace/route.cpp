#include "workspace/route.h"

#include <array>
#include <utility>

namespace billing::workspace {
namespace {

using Named = std::pair<std::string_view, SignatureScheme>;
constexpr std::array schemes{Named{"standard-webhooks", SignatureScheme::StandardWebhooks},
                             Named{"svix", SignatureScheme::Svix}, Named{"stripe", SignatureScheme::Stripe},
                             Named{"hmac-header", SignatureScheme::HmacHeader}};

constexpr auto hint =
    "Write PATH=SCHEME, for example /webhooks/dodo=standard-webhooks; schemes are standard-webhooks, svix, "
    "stripe, github and hmac-header:Header-Name";

bool isToken(std::string_view name) {
  constexpr std::string_view extra = "!#$%&'*+-.^_`|~";
  for (const char c : name) {
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!alphanumeric && extra.find(c) == std::string_view::npos) return false;
  }
  return !name.empty();
}

Result<void> readScheme(std::string_view text, WebhookRoute& route) {
  if (text == "github") text = "hmac-header:X-Hub-Signature-256";
  const auto colon = text.find(':');
  const auto word = text.substr(0, colon);
  for (const auto& [name, scheme] : schemes)
    if (name == word) {
      route.scheme = scheme;
      if (scheme == SignatureScheme::Stripe) route.provider = Provider::Stripe;
      if (colon == std::string_view::npos) return {};
      if (scheme != SignatureScheme::HmacHeader || !isToken(text.substr(colon + 1))) break;
      route.headerName = text.substr(colon + 1);
      return {};
    }
  return failure(ErrorKind::InvalidInput, "unknown_scheme", "“" + std::string(text) + "” is not a signature scheme", {},
                 hint);
}

}  // namespace

std::string_view toString(SignatureScheme scheme) {
  for (const auto& [name, value] : schemes)
    if (value == scheme) return name;
  return "standard-webhooks";
}

Result<WebhookRoute> parseRoute(std::string_view text) {
  const auto equals = text.find('=');
  const auto path = text.substr(0, equals);
  const bool plainPath = !path.empty() && path.front() == '/' && path.find_first_of(" ?#\t") == std::string_view::npos;
  if (equals == std::string_view::npos || !plainPath)
    return failure(ErrorKind::InvalidInput, "bad_route", "“" + std::string(text) + "” is not a route", {}, hint);
  WebhookRoute route;
  route.path = path;
  if (auto read = readScheme(text.substr(equals + 1), route); !read) return failure(read.error());
  return route;
}

}  // namespace billing::workspace
