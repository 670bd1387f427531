// The payment provider that a command speaks to: where it is, and the key.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "http/client.h"
#include "providers/billingprovider.h"
#include "workspace/profile.h"

namespace billing::ctl {

struct ProviderOptions {
  std::string keyFile, keyEnvironment, base;
};
/// --key-file, --key-env and --base.
void addProviderOptions(CLI::App& command, ProviderOptions& options);

/// The key of the file's first line, of the environment, or else of the key ring; never printed. NotFound "no_key",
/// InvalidInput "empty_key".
[[nodiscard]] Result<std::string> apiKeyOf(const workspace::Profile& profile, const ProviderOptions& options);

/// The workspace's provider, spoken to with this key. `client` and `clock` outlive it. InvalidInput "sandbox_base" when
/// the profile names the sandbox and nobody says where it is; InvalidInput "unfit_key" and Forbidden "wrong_mode" for a
/// key that is not of this workspace: nobody is called with it.
[[nodiscard]] Result<std::unique_ptr<providers::BillingProvider>> providerOf(const workspace::Profile& profile,
                                                                             const ProviderOptions& options,
                                                                             http::Client& client, const Clock& clock);

}  // namespace billing::ctl
