// The profile's rules, applied to every event right after it: whose it is, what it buys, what it opens.
#pragma once

#include "operations/rulescontext.h"
#include "webhooks/eventrules.h"

namespace billing::operations {

/// Finds the event's account (metadata, else customer), credits a paid credit pack, writes the entitlement of a
/// payment, and computes the account's state anew.
class AccountRules final : public webhooks::EventRules {
 public:
  explicit AccountRules(RulesContext rules) : rules_(rules) {}
  Result<webhooks::RuleOutcome> apply(store::WriteContext& context, const BillingEvent& event, Instant now) override;
  [[nodiscard]] std::string providerType(std::string_view type) const override;

 private:
  RulesContext rules_;
};

}  // namespace billing::operations
