// What the event list is told of what the rules did.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/accountstate.h"
#include "domain/billingevent.h"
#include "operations/rulescontext.h"
#include "store/repositories/accountrepository.h"
#include "store/writecontext.h"
#include "support/result.h"
#include "webhooks/eventrules.h"

namespace billing::operations {

/// Compares an account before and after an event.
class RuleWatch {
 public:
  RuleWatch(store::WriteContext& context, std::int64_t account) : context_(context), account_(account) {}
  [[nodiscard]] Result<void> begin();
  /// Adds an effect and a line when plan, status or access are others now.
  [[nodiscard]] Result<void> end(webhooks::RuleOutcome& outcome);

 private:
  store::WriteContext& context_;
  const std::int64_t account_;
  store::StoredAccount before_;
};

/// Why an event belongs to nobody, where one would expect an account; else empty.
[[nodiscard]] std::string nobodySummary(const BillingRules& rules, const BillingEvent& event);

/// A running subscription of the event is for a product that no plan names, and the profile refuses such: what to do.
[[nodiscard]] std::optional<Error> refusalOf(const RulesContext& rules, const BillingEvent& event,
                                             const AccountState& state);
/// The same words for other purchases. `what`: "The subscription sub_1".
[[nodiscard]] Error unknownProduct(const RulesContext& rules, const std::string& what, const std::string& productId);

}  // namespace billing::operations
