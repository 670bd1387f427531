// How a request for usage can be wrong.
#pragma once

#include <string>

#include "support/result.h"

namespace billing::operations {

[[nodiscard]] inline tl::unexpected<Error> unknownAccount(const std::string& key) {
  return failure(ErrorKind::NotFound, "unknown_account",
                 "Nothing was counted: nobody knows the account \"" + key + "\"", {},
                 "Make the account first, or check the key that your product sends");
}

[[nodiscard]] inline tl::unexpected<Error> unknownAction(const std::string& key) {
  return failure(ErrorKind::InvalidInput, "unknown_action", "Nothing was counted: there is no action \"" + key + "\"",
                 {}, "Name one of the actions of the profile");
}

[[nodiscard]] inline tl::unexpected<Error> badUnits(const std::string& reason) {
  return failure(ErrorKind::InvalidInput, "bad_units", "Nothing was counted", reason,
                 "Ask for at least 1; take back only what lasts");
}

[[nodiscard]] inline tl::unexpected<Error> unknownQuota(const std::string& action, const std::string& quota) {
  return failure(ErrorKind::InvalidInput, "unknown_quota",
                 "The action \"" + action + "\" cannot be judged: there is no quota \"" + quota + "\"", {},
                 "Correct the profile's action");
}

}  // namespace billing::operations
