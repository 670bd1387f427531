// One event on its way to its accounts: who is named, whose its objects are, which accounts have to be looked at again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/billingevent.h"
#include "operations/accounts/accountnames.h"
#include "operations/rulescontext.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

class EventAccounts {
 public:
  EventAccounts(store::WriteContext& context, const RulesContext& rules, const BillingEvent& event, Instant now)
      : context_(context),
        rules_(rules.rules),
        event_(event),
        name_(nameOf(rules.rules, event)),
        names_(context, rules, now, touched_) {}

  /// Finds or makes the account, and notes what the event says about whose its objects are.
  [[nodiscard]] Result<void> settle();
  [[nodiscard]] const TouchedAccounts& touched() const { return touched_; }
  /// Whose its first payment is (else the event's own account); nullopt: nobody's.
  [[nodiscard]] Result<std::optional<std::int64_t>> payer();
  /// Whose a subscription was when the event was sent: the account that it names, else whose it is now.
  [[nodiscard]] Result<std::optional<std::int64_t>> toldOwner(const std::string& subscription) {
    if (name_) return account_;
    return names_.ofSubscription(event_.provider, subscription);
  }

 private:
  [[nodiscard]] Result<void> findAccount();
  [[nodiscard]] Result<void> nameObjects();
  [[nodiscard]] Result<void> touchOwners();
  [[nodiscard]] Result<void> touchPayers(const std::string& subscription);
  [[nodiscard]] Result<void> touchAll(const Result<std::vector<std::int64_t>>& accounts);
  [[nodiscard]] Result<void> touch(Result<std::optional<std::int64_t>> owner);
  store::WriteContext& context_;
  const BillingRules& rules_;
  const BillingEvent& event_;
  const std::optional<EventName> name_;
  TouchedAccounts touched_;
  AccountNames names_;
  std::optional<std::int64_t> account_;
};

}  // namespace billing::operations
