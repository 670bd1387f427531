// The mark of our operation in what a team may write into a provider's object: so that a call that went without an
// answer is found again by reading (carriesMark in billingprovider.h).
#pragma once

#include <string>

#include "providers/providervalues.h"

namespace billing::providers {

inline constexpr const char* kMarkKey = "billing_console";

/// With the mark, unless there is no operation.
[[nodiscard]] inline Metadata marked(Metadata metadata, const std::string& operation) {
  if (!operation.empty()) metadata[kMarkKey] = operation;
  return metadata;
}

}  // namespace billing::providers
