// The rules of the workspace, with the mode that decides which product ids count.
#pragma once

#include "domain/billingrules.h"
#include "domain/provider.h"

namespace billing::operations {

/// Refers to the profile, which outlives everything.
struct RulesContext {
  const BillingRules& rules;
  Provider provider = Provider::Dodo;
  bool live = false;
};

}  // namespace billing::operations
