// Credits: grants, uses, expiry, the ledger whose sum is the balance. Used on the writer's thread, within
// Database::write.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/billingevent.h"
#include "domain/creditdraw.h"
#include "operations/rulescontext.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

struct GrantRequest {
  std::int64_t account = 0;
  std::string source;     ///< starting, plan, purchase, top_up, manual
  std::string reference;  ///< with account and source: granted once
  Tenths tenths = 0;      ///< above 0
  int priority = 0;       ///< lowest is used first
  std::optional<Instant> expires;
  std::string note;
};

/// false: it had been granted before. InvalidInput "bad_credits" for amounts that are not above 0.
[[nodiscard]] Result<bool> grantCredits(store::WriteContext& context, const GrantRequest& request, Instant now);

/// Takes credits and says from which grants; with `atMost` less than asked is taken, else nothing when they do not
/// suffice (missing is then above 0).
[[nodiscard]] Result<CreditDraw> useCredits(store::WriteContext& context, std::int64_t account, Tenths tenths,
                                            std::string_view reference, Instant now, bool atMost = false);

/// What is usable now, from the open grants.
[[nodiscard]] Result<Tenths> creditBalance(store::WriteContext& context, std::int64_t account, Instant now);

/// Writes off what has lapsed, of one account or (0) of all; gives how many grants.
[[nodiscard]] Result<int> expireCredits(store::WriteContext& context, std::int64_t account, Instant now);

/// The credits of the account's present usage period by its plan, lapsing with it. Once for each period and plan; a
/// larger plan within the period adds the difference.
[[nodiscard]] Result<void> grantAllowance(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                                          Instant now);

/// A succeeded payment that buys credits (a pack's product, or credits in its metadata) is credited once, whatever
/// comes twice; one that cannot be is listed as refused with its reason. Other events: nothing. True when credits were
/// granted now.
[[nodiscard]] Result<bool> applyCreditPayment(store::WriteContext& context, const RulesContext& rules,
                                              const BillingEvent& event, std::int64_t account, Instant now);

struct Reconciliation {
  Tenths ledger = 0, grants = 0, cache = 0;
  [[nodiscard]] bool agrees() const { return ledger == cache && grants == ledger; }
};
/// Compares; with `repair` the cache is set to the ledger.
[[nodiscard]] Result<Reconciliation> reconcileCredits(store::WriteContext& context, std::int64_t account, bool repair,
                                                      Instant now);

}  // namespace billing::operations
