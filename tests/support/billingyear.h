// A year of a workspace with a clock that is set by hand: renewals, failures, cancellations, usage and every night's
// jobs, through the database, the rules, the usage counter and the jobs themselves. The same seed gives the same year.
#pragma once

#include <string>
#include <vector>

#include "domain/billingrules.h"
#include "operations/deskvalues.h"
#include "store/database.h"

namespace billing::test {

struct YearRequest {
  int accounts = 1000;
  int days = 365;
  std::uint64_t seed = 1;
  int actionsPerDay = 500;  ///< of each 1,000 accounts
};

struct YearReport {
  qint64 events = 0, duplicates = 0, actions = 0, refused = 0;
  qint64 downgraded = 0, lapsed = 0, topUps = 0, jobRuns = 0;
  std::vector<std::string> broken;  ///< invariants that do not hold, in words
};

/// Free, Pro and Max with allowances of credits; failures are forgiven for seven days; nothing else is special.
[[nodiscard]] BillingRules yearRules();

/// Lives the year on the writer's thread and this one. An error is told as a broken invariant.
[[nodiscard]] YearReport liveYear(store::Database& database, ManualClock& clock, const BillingRules& rules,
                                  const YearRequest& request);

/// What must hold at any time, in words where it does not: the ledger's sum is what is left of the grants and what the
/// cache says; the plan is the one that the last change led to, and that a running subscription sells; no deed twice.
[[nodiscard]] std::vector<std::string> brokenInvariants(store::Database& database);

}  // namespace billing::test
