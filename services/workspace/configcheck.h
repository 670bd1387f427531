// Every mistake in a workspace file at once, each with its line and how to mend it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "workspace/profile.h"

namespace billing::workspace {

enum class Severity { Error, Warning, Advice };
[[nodiscard]] std::string_view toString(Severity severity);  ///< "error", "warning", "advice"

struct Finding {
  Severity severity = Severity::Warning;
  std::string code;  ///< stable, snake_case: "placeholder_product_id"
  std::string file;
  int line = 0;      ///< from 1; 0: the file as a whole
  std::string what;  ///< one sentence
  std::string fix;   ///< one sentence
};

/// What the file itself does not say. Secrets are compared, never told.
struct ConfigFacts {
  /// Names of the secrets that are set in the key ring, and of the variables in the environment.
  std::set<std::string> secretNames, environment;
  bool secretsKnown = false;  ///< false: the key ring was not asked, so nothing is said about missing ones
  /// Secrets that are the same text, as names with their mode: {"test/dodo", "live/dodo"}.
  std::vector<std::set<std::string>> sameSecrets;
  /// "test" or "live" where a key tells its mode by its prefix (sk_test_, sk_live_), by secret name.
  std::map<std::string, std::string> keyModes;
  /// Bytes of key material, by secret name, where they are fewer than are asked for.
  std::map<std::string, int> weakSecrets;
};

/// A secret as it is looked at once, to make facts of it. Never printed.
struct KnownSecret {
  Mode mode = Mode::Test;
  std::string name;  ///< as in the profile: "dodo", "api"; the provider's key: "dodo.api_key"
  std::string text;
};
/// Compares the secrets with one another and with what is asked of a good one; their text goes no further.
/// Those of the other mode are only compared.
[[nodiscard]] ConfigFacts factsOf(const std::vector<KnownSecret>& secrets, Mode own);

/// Every secret that the workspace uses: of each route, the local API's token, the provider's key.
[[nodiscard]] std::vector<std::string> secretNamesOf(const Profile& profile);

/// True for ids that nobody's dashboard gave out: "pdt_starter_monthly", "prod_xxx", "price_...".
[[nodiscard]] bool isPlaceholderId(std::string_view id);

/// In the order of lines. A file that is no TOML gives one error.
[[nodiscard]] std::vector<Finding> checkConfig(const std::string& text, const std::string& sourceName,
                                               const ConfigFacts& facts);
/// The same of a file. NotFound when it cannot be read.
[[nodiscard]] Result<std::vector<Finding>> checkConfigFile(const std::string& path, const ConfigFacts& facts);

}  // namespace billing::workspace
