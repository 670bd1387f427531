// One workspace: provider, mode, database and webhook routes. Read from a TOML file; holds no secret.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "support/result.h"
#include "workspace/route.h"

namespace billing::workspace {

enum class Mode { Test, Live };

struct Profile {
  std::string id;    ///< file name without ending: "demo"
  std::string name;  ///< "Demo workspace"
  Mode mode = Mode::Test;
  Provider provider = Provider::Dodo;
  std::string databaseFile;  ///< empty: <data folder>/<id>.sqlite
  std::uint16_t port = 4242;
  std::vector<WebhookRoute> routes;
  std::string timeZone = "UTC";
  bool demo = false;  ///< filled by the generator, shown as such
};

/// Reads a profile; every mistake is told with file, line and what is expected.
[[nodiscard]] Result<Profile> readProfile(const std::string& path);
[[nodiscard]] Result<Profile> parseProfile(const std::string& text, const std::string& sourceName);

}  // namespace billing::workspace
