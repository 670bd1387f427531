// The secrets of a served workspace, from files: those of the webhook routes and the API's token.
#pragma once

#include <string>
#include <vector>

#include "webhooks/listener.h"
#include "workspace/profile.h"

namespace billing::ctl {

struct ServeSecrets {
  std::vector<webhooks::ListenerRoute> routes;
  workspace::Secrets tokens;
  std::string databasePassword;  ///< of a team's server; empty: none was given
};

/// Each option is NAME=FILE, with a secret's name as in the profile, or FILE for all that no other file names.
/// InvalidInput "unknown_secret", "secret_missing" (of a route, or the API's), or a secret that does not fit its
/// scheme.
[[nodiscard]] Result<ServeSecrets> serveSecrets(const workspace::Profile& profile,
                                                const std::vector<std::string>& options);

}  // namespace billing::ctl
