#include "workspace/profile.h"

#include <toml++/toml.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace billing::workspace {
namespace {

// Reads one file; the first mistake wins and is told with its place.
class Reader {
 public:
  Reader(const toml::table& table, const std::string& source) : table_(table), source_(source) {}

  Result<Profile> read() {
    Profile profile;
    only(table_, {"name", "mode", "provider", "time_zone", "database", "demo", "listener"});
    profile.name = text(table_, "name", profile.name);
    profile.timeZone = text(table_, "time_zone", profile.timeZone);
    profile.databaseFile = text(table_, "database", {});
    profile.demo = table_["demo"].value_or(false);
    const auto mode = text(table_, "mode", "test");
    if (mode != "test" && mode != "live") mistake(table_.get("mode"), "mode is \"test\" or \"live\"");
    profile.mode = mode == "live" ? Mode::Live : Mode::Test;
    profile.provider = provider(table_, Provider::Dodo);
    if (const auto* listener = table_["listener"].as_table()) readListener(*listener, profile);
    if (profile.name.empty()) mistake(nullptr, "name is missing");
    if (error_) return failure(std::move(*error_));
    return profile;
  }

 private:
  void readListener(const toml::table& listener, Profile& profile) {
    only(listener, {"port", "route"});
    const auto port = listener["port"].value_or<std::int64_t>(4242);
    if (port < 0 || port > 65535) mistake(listener.get("port"), "port is a number from 0 to 65535");
    profile.port = static_cast<std::uint16_t>(port);
    const auto* routes = listener["route"].as_array();
    for (std::size_t i = 0; routes != nullptr && i < routes->size(); ++i)
      if (const auto* route = routes->get(i)->as_table()) profile.routes.push_back(readRoute(*route, profile.provider));
  }

  WebhookRoute readRoute(const toml::table& table, Provider fallback) {
    only(table, {"path", "scheme", "header", "provider", "bad_signature_status", "tolerance_seconds", "secret"});
    auto scheme = text(table, "scheme", "standard-webhooks");
    if (table.contains("header")) scheme += ":" + text(table, "header", {});
    auto route = parseRoute(text(table, "path", {}) + "=" + scheme);
    if (!route) {
      mistake(table.get("scheme"), route.error().message + ". " + route.error().hint);
      return {};
    }
    route->provider = provider(table, route->scheme == SignatureScheme::Stripe ? Provider::Stripe : fallback);
    route->badSignatureStatus = static_cast<int>(table["bad_signature_status"].value_or<std::int64_t>(400));
    if (route->badSignatureStatus != 400 && route->badSignatureStatus != 401)
      mistake(table.get("bad_signature_status"), "bad_signature_status is 400 or 401");
    route->toleranceSeconds = static_cast<int>(table["tolerance_seconds"].value_or<std::int64_t>(300));
    route->secretName = text(table, "secret", std::string(toString(route->provider)));
    return *route;
  }

  std::string text(const toml::table& table, std::string_view key, std::string fallback) {
    const auto* node = table.get(key);
    if (node == nullptr) return fallback;
    if (!node->is_string()) mistake(node, std::string(key) + " is a text in quotes");
    return node->value_or(std::move(fallback));
  }

  Provider provider(const toml::table& table, Provider fallback) {
    const auto word = text(table, "provider", std::string(toString(fallback)));
    const auto found = providerFrom(word);
    if (!found) mistake(table.get("provider"), "provider is \"dodo\" or \"stripe\"");
    return found.value_or(fallback);
  }

  void only(const toml::table& table, std::initializer_list<std::string_view> known) {
    for (const auto& [key, node] : table)
      if (std::find(known.begin(), known.end(), key.str()) == known.end())
        mistake(&node, "“" + std::string(key.str()) + "” is not a setting here");
  }

  void mistake(const toml::node* node, std::string what) {
    if (error_) return;
    const auto line = node != nullptr ? ":" + std::to_string(node->source().begin.line) : std::string();
    error_ = Error{ErrorKind::InvalidInput, "bad_profile", source_ + line + ": " + std::move(what), {}, {}, false, {}};
  }

  const toml::table& table_;
  std::string source_;
  std::optional<Error> error_;
};

}  // namespace

Result<Profile> parseProfile(const std::string& text, const std::string& sourceName) {
  try {
    const toml::table table = toml::parse(text, sourceName);
    return Reader(table, sourceName).read();
  } catch (const toml::parse_error& error) {
    const auto line = std::to_string(error.source().begin.line);
    return failure(ErrorKind::InvalidInput, "bad_profile",
                   sourceName + ":" + line + ": " + std::string(error.description()));
  }
}

Result<Profile> readProfile(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    return failure(ErrorKind::NotFound, "profile_unreadable", "The workspace file " + path + " cannot be read", {},
                   "Check the path and the rights of the file");
  std::ostringstream text;
  text << file.rdbuf();
  auto profile = parseProfile(text.str(), path);
  if (profile) profile->id = std::filesystem::path(path).stem().string();
  return profile;
}

}  // namespace billing::workspace
