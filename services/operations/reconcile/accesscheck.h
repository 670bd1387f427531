// What an account has beside what its payments and subscriptions give by the workspace's rules. Reads only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

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
};

/// nullopt: the account has what it pays for. A plan set by hand counts as given; so does access that somebody gave or
/// revoked by the audit log, as long as it holds against the payments. `only`: this field; empty: the first of both.
[[nodiscard]] Result<std::optional<AccessFinding>> checkAccess(store::WriteContext& context, const RulesContext& rules,
                                                               const store::StoredAccount& account, Instant now,
                                                               std::string_view only = {});

}  // namespace billing::operations
