// The facts that an account's state is computed from.
#pragma once

#include <optional>
#include <vector>

#include "domain/accountstate.h"
#include "operations/rulescontext.h"
#include "store/repositories/accountfactsreader.h"
#include "store/repositories/accountrepository.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::operations {

struct GatheredFacts {
  AccountFacts facts;
  std::vector<store::HeldSubscription> subscriptions;  ///< as in the facts, in the same order
};

[[nodiscard]] Result<GatheredFacts> gatherFacts(store::WriteContext& context, const RulesContext& rules,
                                                const store::StoredAccount& account);

/// A downgrade counts for the trouble that it followed: one that has paid since, or was taken up again, has its plan.
[[nodiscard]] bool isTakenOff(const store::HeldSubscription& held);

}  // namespace billing::operations
