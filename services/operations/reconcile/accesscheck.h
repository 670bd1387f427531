// What an account has beside what its payments and subscriptions give by the workspace's rules. Reads only.
#pragma once

#include <optional>
#include <string>

#include "operations/rulescontext.h"
#include "store/repositories/accountrepository.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::operations {

struct AccessFinding {
  bool withoutPayment = false;  ///< has what it should not have; else the reverse
  std::string field;            ///< "plan", "entitlement"
  std::string paidFor, has;     ///< "pro", "nothing"
  std::string by;               ///< the payment or subscription that gives it; empty: none does
  bool byHand = false;          ///< the access was given by hand
};

/// nullopt: the account has what it pays for. A plan set by hand counts as given.
[[nodiscard]] Result<std::optional<AccessFinding>> checkAccess(store::WriteContext& context, const RulesContext& rules,
                                                               const store::StoredAccount& account, Instant now);

}  // namespace billing::operations
