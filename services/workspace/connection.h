// Which payment provider a workspace speaks to: the real one, or the sandbox that stands in for it.
#pragma once

#include "workspace/profile.h"

namespace billing::workspace {

/// `api_base = "sandbox"` in the profile; in test mode only (config check refuses it in live mode).
[[nodiscard]] inline bool usesSandbox(const Profile& profile) {
  return !profile.live() && profile.apiBase == "sandbox";
}

/// Name of the provider's API key in the secret store: "<workspace>/api_key". Test and live are separate workspaces and
/// never share one.
inline constexpr const char* kApiKeySecret = "api_key";

}  // namespace billing::workspace
