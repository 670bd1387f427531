// What the event list is told of what the rules did.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/accountstate.h"
#include "domain/billingevent.h"
#include "operations/rulescontext.h"
#include "store/repositories/accountrepository.h"
#include "store/repositories/creditpurchaserepository.h"
#include "store/repositories/entitlementrepository.h"
#include "store/writecontext.h"
#include "support/result.h"
#include "webhooks/eventrules.h"

namespace billing::operations {

/// Another part of the event's one line.
void addLine(webhooks::RuleOutcome& outcome, const std::string& line);

/// Compares an account and its access before and after an event.
class RuleWatch {
 public:
  RuleWatch(store::WriteContext& context, const BillingRules& rules, std::int64_t account, bool isNew)
      : context_(context), rules_(rules), account_(account), isNew_(isNew) {}
  [[nodiscard]] Result<void> begin();
  /// Adds effects and lines when plan, status or access are others now.
  [[nodiscard]] Result<void> end(webhooks::RuleOutcome& outcome);

 private:
  [[nodiscard]] Result<store::StoredEntitlement> access(const std::string& key);
  void tellAccount(const store::StoredAccount& after, webhooks::RuleOutcome& outcome) const;
  void tellAccess(const std::string& key, const store::StoredEntitlement& after, webhooks::RuleOutcome& outcome) const;
  store::WriteContext& context_;
  const BillingRules& rules_;
  const std::int64_t account_;
  const bool isNew_;
  store::StoredAccount before_;
  store::StoredEntitlement accessBefore_;
};

/// Compares what the event's payments have bought before and after it.
class PurchaseWatch {
 public:
  PurchaseWatch(store::WriteContext& context, const BillingEvent& event) : context_(context), event_(event) {}
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> end(webhooks::RuleOutcome& outcome);

 private:
  [[nodiscard]] Result<std::vector<store::CreditPurchase>> purchases();
  store::WriteContext& context_;
  const BillingEvent& event_;
  std::vector<store::CreditPurchase> before_;
};

/// Why an event belongs to nobody, where one would expect an account; else empty.
[[nodiscard]] std::string nobodySummary(const BillingRules& rules, const BillingEvent& event);

/// A running subscription of the event is for a product that no plan names, and the profile refuses such: what to do.
[[nodiscard]] std::optional<Error> refusalOf(const RulesContext& rules, const BillingEvent& event,
                                             const AccountState& state);
/// The same words for other purchases. `what`: "The subscription sub_1".
[[nodiscard]] Error unknownProduct(const RulesContext& rules, const std::string& what, const std::string& productId);

}  // namespace billing::operations
