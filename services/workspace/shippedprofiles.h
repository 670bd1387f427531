// The workspaces that come with the program: the five systems, the demo and a blank one to copy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workspace/profile.h"

namespace billing::workspace {

struct ShippedProfile {
  std::string id;           ///< "persistq"
  std::string name;         ///< "PersistQ"
  std::string description;  ///< one line
  Provider provider = Provider::Dodo;
};

/// In the order in which a newcomer is offered them: the five systems, then the demo. The blank one is no choice of
/// its own and left out.
[[nodiscard]] std::vector<ShippedProfile> shippedProfiles();

/// NotFound "unknown_workspace" names those there are. Also "demo" and "blank".
[[nodiscard]] Result<Profile> shippedProfile(std::string_view id);
/// The file itself, for copying and checking.
[[nodiscard]] Result<std::string> shippedProfileText(std::string_view id);

}  // namespace billing::workspace
