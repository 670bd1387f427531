// The checks of a workspace file, one function for each subject. They look at what was read and add what they find.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "workspace/checks/findings.h"

namespace billing::workspace {

struct CheckedProfile {
  const Profile& profile;
  const ConfigFacts& facts;
  FindingList& found;
};

void checkProductIds(const CheckedProfile& checked);  ///< placeholders, the provider's pattern, twins, gaps
void checkPrices(const CheckedProfile& checked);      ///< yearly against monthly, currencies without two decimals
void checkPlans(const CheckedProfile& checked);       ///< plans that nothing leads to, or that are named but missing
void checkQuotas(const CheckedProfile& checked);      ///< limits and actions that name no quota, quotas without use
void checkAllowances(const CheckedProfile& checked);  ///< counters for each tier against one pool of credits
void checkCredits(const CheckedProfile& checked);     ///< costs without credits, top-ups without bounds
void checkEvents(const CheckedProfile& checked);      ///< names that the provider never sends
void checkRoutes(const CheckedProfile& checked);      ///< twins, headers, schemes
void checkSecrets(const CheckedProfile& checked);     ///< missing, weak, of the wrong mode, the same in both
void checkSafety(const CheckedProfile& checked);      ///< what live mode must not have; addresses; time zone
void checkLifecycle(const CheckedProfile& checked);   ///< trial, grace, downgrade

/// The types of events that a provider sends, of the list that ships with the program.
[[nodiscard]] const std::set<std::string, std::less<>>& sentEvents(Provider provider);

}  // namespace billing::workspace
