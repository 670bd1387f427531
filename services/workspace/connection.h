// Which payment provider a workspace speaks to: the real one, or the sandbox that stands in for it.
#pragma once

#include "workspace/profile.h"

namespace billing::workspace {

/// The word in place of an address.
inline constexpr const char* kSandboxBase = "sandbox";

/// `api_base = "sandbox"` in the profile; in test mode only (config check refuses it in live mode).
[[nodiscard]] inline bool usesSandbox(const Profile& profile) {
  return !profile.live() && profile.apiBase == kSandboxBase;
}

/// The provider's own address for the mode.
[[nodiscard]] inline const char* providerBase(Provider provider, bool live) {
  if (provider == Provider::Stripe) return "https://api.stripe.com";
  return live ? "https://live.dodopayments.com" : "https://test.dodopayments.com";
}

/// Name of the provider's API key among the workspace's secrets, "dodo.api_key"; in the key ring
/// "<workspace>/dodo.api_key". Each provider has its own, so that a workspace can change sides and back.
[[nodiscard]] inline std::string apiKeySecret(Provider provider) {
  return std::string(toString(provider)) + ".api_key";
}

}  // namespace billing::workspace
