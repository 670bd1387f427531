// Amounts of other currencies in one currency, by rates that somebody wrote down with their dates.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/civildate.h"
#include "domain/money.h"
#include "support/result.h"

namespace billing {

/// One unit of `currency` is up / down units of the other (whole units, not minor ones), since `date`.
struct ConversionRate {
  Currency currency;
  std::int64_t up = 1, down = 1;
  CivilDate date;
  std::string text;  ///< as it was written: "1.0842"
};

/// "1.0842" exactly, with at most nine decimals and above zero. InvalidInput "not_a_number", "too_many_decimals",
/// "out_of_range".
[[nodiscard]] Result<ConversionRate> rateFrom(Currency currency, std::string_view decimal, CivilDate date);

/// The newest rate of the currency at that day; nullptr: there is none yet.
[[nodiscard]] const ConversionRate* rateAt(std::span<const ConversionRate> rates, Currency currency, CivilDate day);

/// `minor` / `unit` of the rate's currency in minor units of `to`, rounded once, half away from zero.
[[nodiscard]] std::optional<std::int64_t> convertedMinor(std::int64_t minor, std::int64_t unit,
                                                         const ConversionRate& rate, Currency to);
/// The same for many amounts that are rounded together: the exact sum, once.
struct ConvertedPart {
  std::int64_t minor = 0;                ///< of which `unit` are one minor unit
  const ConversionRate* rate = nullptr;  ///< nullptr: it is of the target's currency already
};
/// Parts that sum to the exact total, rounded once; nullopt beyond the range.
[[nodiscard]] std::optional<std::vector<std::int64_t>> convertedTogether(std::span<const ConvertedPart> parts,
                                                                         std::int64_t unit, Currency to);

/// What only the rate did to an amount that did not change itself: minor x (end - start), rounded once.
[[nodiscard]] std::optional<std::int64_t> movedByRate(std::int64_t minor, std::int64_t unit,
                                                      const ConversionRate& start, const ConversionRate& end,
                                                      Currency to);

}  // namespace billing
