// What a run reads, in which order. A stage is a kind of object, and after a colon which of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/provider.h"
#include "operations/sync/syncrun.h"

namespace billing::operations {

/// "subscriptions", "subscriptions:past_due" (those the provider calls so), "subscriptions:held" (those that we hold
/// and the provider has not told of in this run, one by one).
[[nodiscard]] std::vector<std::string> stagesOf(SyncKind kind, Provider provider, bool withEvents);

[[nodiscard]] std::string_view resourceOf(std::string_view stage);  ///< "subscriptions"
[[nodiscard]] std::string_view choiceOf(std::string_view stage);    ///< "past_due", "held"; empty: all
/// The one after it; empty: that was the last.
[[nodiscard]] std::string nextStage(const std::vector<std::string>& stages, const std::string& stage);

}  // namespace billing::operations
