// Sums of money: checked, and never over unlike currencies.
#pragma once

#include <map>
#include <span>

#include "domain/money.h"
#include "support/result.h"

namespace billing {

/// InvalidInput "out_of_range" beyond int64, "currency_differs".
[[nodiscard]] Result<Money> sumOf(Money one, Money other);

/// By currency, sorted by code. InvalidInput "out_of_range".
[[nodiscard]] Result<std::map<Currency, Money>> totalsOf(std::span<const Money> amounts);

}  // namespace billing
