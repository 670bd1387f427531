// What the sandbox pays out: once a week, everything that moved in it, less the fees. Worked out from the ledger, so
// there is nothing to keep.
#pragma once

#include <string>
#include <vector>

#include "sandbox/ledger/ledger.h"

namespace billing::sandbox {

/// A part of a payout. Amounts in minor units, signed: what goes back is negative.
struct PayoutMove {
  std::string id;       ///< "txn_..." of its source
  std::string source;   ///< charge, refund or dispute
  std::string payment;  ///< that it belongs to
  std::string kind;     ///< charge, refund, dispute
  std::int64_t grossMinor = 0, feeMinor = 0;
  Currency currency;
  Instant created;
  [[nodiscard]] std::int64_t netMinor() const { return grossMinor - feeMinor; }
};

struct WeeklyPayout {
  std::string id;
  Currency currency;
  Instant created;  ///< Monday, 00:00 UTC
  Instant arrives;  ///< two days later
  std::vector<PayoutMove> moves;
  [[nodiscard]] std::int64_t grossMinor() const;
  [[nodiscard]] std::int64_t feeMinor() const;
  [[nodiscard]] std::int64_t netMinor() const { return grossMinor() - feeMinor(); }
};

/// 2.9 % and 30 minor units, of a charge; half a unit counts as one.
[[nodiscard]] std::int64_t payoutFee(std::int64_t chargedMinor);

/// Everything that moved at that provider, oldest first.
[[nodiscard]] std::vector<PayoutMove> movesOf(const Ledger& ledger, Provider home);

/// Newest first: one for each currency of each week that is over. A payment that is withheld is in none (a Plain
/// of the kind "withheld", see POST /sandbox/payouts).
[[nodiscard]] std::vector<WeeklyPayout> payoutsOf(const Ledger& ledger, Provider home, Instant now);

}  // namespace billing::sandbox
