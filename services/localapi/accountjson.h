// Accounts, usage and credits as the API writes them.
#pragma once

#include <string>

#include "operations/usage/trackusage.h"
#include "store/accountrows.h"

namespace billing::localapi {

/// The plan card's facts: planId, planName, interval (monthly, yearly), status (active, past_due, canceled, trialing),
/// currentPeriodEnd, cancelAtPeriodEnd, trialEndsAt, graceEndsAt, and the provider's ids.
[[nodiscard]] std::string subscriptionJson(const BillingRules& rules, const store::AccountRow& row);

[[nodiscard]] std::string figureJson(const operations::QuotaFigure& figure);
[[nodiscard]] std::string figuresJson(const std::vector<operations::QuotaFigure>& figures);

/// Plans above `plan`: what each allows of `quota`, and its prices.
[[nodiscard]] std::string largerPlansJson(const BillingRules& rules, std::string_view plan, std::string_view quota);

}  // namespace billing::localapi
