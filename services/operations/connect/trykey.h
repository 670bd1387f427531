// Finds out by asking what a key can really do, with reading calls only, and whether it belongs to this workspace.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "operations/providerdesk.h"
#include "providers/billingprovider.h"
#include "workspace/profile.h"

namespace billing::operations {

/// The provider as it is spoken to with this key in that mode.
using ProviderMaker = std::function<std::unique_ptr<providers::BillingProvider>(const std::string& key, bool live)>;

/// Blocks. A key that is refused, unfit or of the other mode is an answer (accepted is false, with problem and hint);
/// then `live` is the mode that the key is of, and differs from the workspace's only for one of the other mode. Errors
/// are those of a provider that cannot be asked: Unavailable, Timeout, Busy, Cancelled.
[[nodiscard]] Result<KeyTrial> tryKey(const workspace::Profile& profile, const std::string& pasted,
                                      const ProviderMaker& maker, const CancelToken& cancel);

/// A clock that is off by more makes signatures look too old or too new; the tolerance of both providers is 300 s.
inline constexpr std::int64_t kClockWarningMs = 60'000;

}  // namespace billing::operations
