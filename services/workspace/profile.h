// One workspace: provider, mode, database and webhook routes. Read from a TOML file; holds no secret.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/billingrules.h"
#include "domain/provider.h"
#include "support/result.h"
#include "workspace/company.h"
#include "workspace/metricssettings.h"
#include "workspace/route.h"

namespace billing::workspace {

enum class Mode { Test, Live };

/// The HTTP API for the team's own front end, served by the listener (localapi).
struct ApiSettings {
  bool enabled = false;
  std::string tokenSecret = "api";  ///< name of the bearer token in the secret store
  int requestsPerMinute = 600;      ///< of one token and client address
  std::string successUrl;           ///< where a checkout returns to unless the request says otherwise
};

/// How changes by hand are guarded: table [admin].
struct AdminSettings {
  int undoSecondsTest = 10, undoSecondsLive = 60;  ///< a change waits so long in sight; 0 to 600
  std::int64_t approvalLimitUnits = 500;           ///< whole units of the currency; above it a second person agrees
  int approvalHours = 24;
  [[nodiscard]] int undoSeconds(bool live) const { return live ? undoSecondsLive : undoSecondsTest; }
};

/// The server on which a team shares the workspace: table [database]. The password is a secret, "database".
struct TeamDatabase {
  enum class Kind { None, PostgreSql, MySql };
  enum class Tls { Prefer, Require, Verify };  ///< where offered; always; always, and the certificate is checked
  Kind kind = Kind::None;
  std::string host, name, user;  ///< host may be the folder or file of a socket
  int port = 0;                  ///< 0: the server's usual one
  Tls tls = Tls::Prefer;
  std::string tlsAuthority;  ///< file with the certificate that signs the server's
  [[nodiscard]] bool isUsed() const { return kind != Kind::None; }
};
/// Name of its password among the workspace's secrets.
inline constexpr const char* kDatabaseSecret = "database";

struct Profile {
  std::string id;           ///< file name without ending: "demo"
  std::string name;         ///< "Demo workspace"
  std::string description;  ///< one line for the chooser
  Mode mode = Mode::Test;
  Provider provider = Provider::Dodo;
  std::string apiBase;       ///< of the provider's API; empty: the provider's own for the mode
  std::string databaseFile;  ///< empty: <data folder>/<id>.sqlite, or the team's server
  TeamDatabase database;     ///< not used: a file
  std::uint16_t port = 4242;
  std::vector<WebhookRoute> routes;
  std::string timeZone = "UTC";
  bool demo = false;  ///< filled by the generator, shown as such
  BillingRules rules;
  ApiSettings api;
  AdminSettings admin;
  Company company;
  MetricsSettings metrics;
  [[nodiscard]] bool live() const { return mode == Mode::Live; }
};

/// Reads a profile; every mistake is told with file, line and what is expected.
[[nodiscard]] Result<Profile> readProfile(const std::string& path);
[[nodiscard]] Result<Profile> parseProfile(const std::string& text, const std::string& sourceName);

}  // namespace billing::workspace
