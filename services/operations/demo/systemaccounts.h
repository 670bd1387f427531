// The accounts of a workspace with rules: who they are, when they come, what they will buy and how much they use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "operations/demo/customerlife.h"
#include "operations/demo/demoyear.h"

namespace billing::operations {

struct SystemAccount {
  int number = 0;
  std::string key;  ///< as the workspace names its accounts: a user, an organisation, an e-mail, a UUID
  DemoCustomer customer;
  Instant signUp;
  bool triesPlan = false;            ///< starts a trial without subscription
  std::optional<Instant> firstPaid;  ///< subscribes, or buys for the first time
  int rank = 0;                      ///< of the paid plan
  bool yearly = false;
  DemoEnding ending = DemoEnding::ByChance;
  int appetite = 50;   ///< percent of its allowance that it uses in a period
  bool hurry = false;  ///< has used it at the very beginning of the period that is on when the story ends
};

/// In the order of their numbers. The first ones have the endings that a newcomer should see; the others live by
/// chance.
[[nodiscard]] std::vector<SystemAccount> inventAccounts(const DemoRequest& request, Instant begin);

/// {"userId": "user_…"} as JSON, as the workspace's checkout would write it; with `more` after it.
[[nodiscard]] std::string accountMetadata(const BillingRules& rules, const std::string& key,
                                          const std::vector<std::pair<std::string, std::string>>& more = {});

}  // namespace billing::operations
