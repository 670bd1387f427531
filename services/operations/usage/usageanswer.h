// A verdict as text: kept with the billable action, so that the same request is answered the same again.
#pragma once

#include <string>
#include <string_view>

#include "operations/usage/trackusage.h"

namespace billing::operations {

/// One line of JSON.
[[nodiscard]] std::string toAnswerText(const UsageVerdict& verdict);
/// The other way round, with names and units as the profile has them now. Refused and credits are the action's own.
[[nodiscard]] UsageVerdict fromAnswerText(const BillingRules& rules, std::string_view text);

/// allowed, warned, over, refused: the word kept with the action.
[[nodiscard]] std::string_view verdictWord(const UsageVerdict& verdict);

}  // namespace billing::operations
