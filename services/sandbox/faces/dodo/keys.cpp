#include "sandbox/faces/dodo/keys.h"

#include <algorithm>

namespace billing::sandbox::dodo {

namespace {

std::string bearerOf(const Call& call) {
  static constexpr std::string_view scheme = "bearer ";
  const std::string field = call.field("Authorization");
  if (field.size() <= scheme.size() || !http::equalsIgnoringCase(field.substr(0, scheme.size()), scheme)) return {};
  return field.substr(scheme.size());
}

std::string powerOf(const FaceOptions& options, const std::string& key) {
  const auto named =
      std::find_if(options.keys.begin(), options.keys.end(), [&](const auto& one) { return one.first == key; });
  return named == options.keys.end() ? std::string() : named->second;
}

// Keys of Stripe say what they are; those of Dodo say nothing.
bool isOfAnother(const std::string& key) {
  return key.starts_with("sk_") || key.starts_with("rk_") || key.starts_with("pk_") || key.starts_with("whsec_");
}

bool isLive(const std::string& key) {
  return key.starts_with("live_") || key.find("_live_") != std::string::npos;
}

bool onlyReads(const Call& call) {
  return call.method == "GET" || call.method == "HEAD" || call.path.ends_with("/preview");
}

}  // namespace

std::optional<Problem> refusedKey(const FaceOptions& options, const Call& call) {
  const std::string key = bearerOf(call);
  if (key.empty()) return Problem{401, "UNAUTHORIZED", "Missing API key: send it as Authorization: Bearer"};
  const std::string power = powerOf(options, key);
  if (power == "revoked" || (power.empty() && (isOfAnother(key) || isLive(key))))
    return Problem{401, "UNAUTHORIZED", "Invalid API key"};
  if (power == "read_only" && !onlyReads(call)) return Problem{403, "UNAUTHORIZED", "This API key can only read"};
  return std::nullopt;
}

}  // namespace billing::sandbox::dodo
