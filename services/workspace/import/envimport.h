// From the .env file of one of the five systems to a workspace: settings into the profile, secrets into the key ring.
#pragma once

#include <string>
#include <vector>

#include "workspace/configcheck.h"
#include "workspace/import/envfile.h"

namespace billing::workspace {

/// What became of one variable. Nothing here is secret: it may be printed, shown and logged.
struct ImportedVariable {
  std::string name;
  int line = 0;
  std::string becomes;  ///< "mode", "plan[1].price[0].test", "secret dodo", "not used"
  std::string shown;    ///< the value, masked where it is a secret: "whsec_…3f9a, 38 characters"
};

/// To be put into the key ring as "<workspace>/<name>". The text is never printed.
struct ImportedSecret {
  std::string name, variable, text;
  bool signsWebhooks = false;  ///< of a route, so that it may stand in a secret file
};

struct EnvImport {
  std::string profileText;  ///< the base with the settings merged, its comments kept; holds no secret
  std::vector<ImportedVariable> variables;
  std::vector<ImportedSecret> secrets;
  std::vector<Finding> findings;  ///< of the .env file first, then of the merged profile
};

/// `base` is a workspace file that can be read (InvalidInput otherwise): a shipped one, or one's own.
[[nodiscard]] Result<EnvImport> importEnv(const std::string& envText, const std::string& envName,
                                          const std::string& base, const std::string& profileName);

/// The secrets among the variables under the names that the profile uses, and the mode that they are of: for checks.
[[nodiscard]] std::vector<KnownSecret> secretsAmong(const std::vector<EnvVariable>& variables, const Profile& profile);

}  // namespace billing::workspace
