#include "sandbox/faces/stripe/keys.h"

#include <QByteArray>

namespace billing::sandbox::stripe {
namespace {

std::string basicUser(const std::string& encoded) {
  const auto pair = QByteArray::fromBase64(QByteArray::fromStdString(encoded)).toStdString();
  return pair.substr(0, pair.find(':'));
}

std::string keyOf(const Call& call) {
  const auto field = call.field("Authorization");
  const auto space = field.find(' ');
  if (space == std::string::npos) return {};
  const auto scheme = field.substr(0, space), value = field.substr(space + 1);
  if (http::equalsIgnoringCase(scheme, "Bearer")) return value;
  return http::equalsIgnoringCase(scheme, "Basic") ? basicUser(value) : std::string{};
}

// "sk_test_****1234"
std::string masked(const std::string& key) {
  const auto kind = key.find('_', key.find('_') + 1);
  const auto shown = kind == std::string::npos || kind > 8 ? std::string{} : key.substr(0, kind + 1);
  return shown + "****" + (key.size() >= shown.size() + 12 ? key.substr(key.size() - 4) : std::string{});
}

Refusal unauthorised(const std::string& message, const std::string& code = {}) {
  auto refusal = invalid(message, {}, code);
  refusal.status = 401;
  return refusal;
}

bool looksLikeTestKey(const std::string& key) {
  return key.starts_with("sk_test_") || key.starts_with("rk_test_");
}

Refusal forbidden(const std::string& key) {
  auto refusal = invalid("The provided key '" + masked(key) +
                         "' does not have the required permissions for this endpoint: it may read only. Use a key "
                         "that may write.");
  refusal.status = 403;
  return refusal;
}

}  // namespace

std::optional<Refusal> refusedKey(const Call& call, const FaceOptions& options) {
  const auto key = keyOf(call);
  if (key.empty())
    return unauthorised(
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer "
        "auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
  if (key.starts_with("sk_live_") || key.starts_with("rk_live_"))
    return unauthorised("Invalid API Key provided: " + masked(key) +
                        ". This is a live key; the sandbox takes test keys only.");
  std::string may;
  for (const auto& [named, what] : options.keys)
    if (named == key) may = what;
  if (may == "revoked") return unauthorised("Expired API Key provided: " + masked(key), "api_key_expired");
  if (may.empty() && !looksLikeTestKey(key)) return unauthorised("Invalid API Key provided: " + masked(key));
  if (may == "read_only" && call.method != "GET") return forbidden(key);
  return std::nullopt;
}

}  // namespace billing::sandbox::stripe
