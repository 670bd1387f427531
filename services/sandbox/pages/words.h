// Amounts, days, periods and states as the pages write them.
#pragma once

#include <string>

#include "sandbox/ledger/entities.h"

namespace billing::sandbox {

/// "$9.99 USD"
[[nodiscard]] std::string moneyText(std::int64_t minor, Currency currency);
/// "1 March 2026"
[[nodiscard]] std::string dayText(Instant instant);
/// "month", "3 months"
[[nodiscard]] std::string periodText(BillingInterval interval);
/// "$9.99 USD every month", or the amount alone.
[[nodiscard]] std::string priceText(const Price& price, std::int64_t quantity = 1);
/// "Past due"
[[nodiscard]] std::string stateText(SubscriptionStatus status);
/// "1 July 2026 to 1 August 2026"
[[nodiscard]] std::string spanText(Instant from, Instant to);

}  // namespace billing::sandbox
