// One object of the provider, asked for by its id, or looked for in its list where it cannot be.
#pragma once

#include <optional>
#include <string>

#include "operations/sync/syncpages.h"

namespace billing::operations {

/// nullopt: the provider has none of that id.
[[nodiscard]] Result<std::optional<SyncObject>> provideObject(store::Database& database,
                                                              providers::BillingProvider& provider, const Clock& clock,
                                                              const std::string& entity, const std::string& id,
                                                              const CancelToken& cancel);

}  // namespace billing::operations
