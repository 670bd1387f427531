// How long invoices have been owed. facts/calculations.md, kind "ageing".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/civildate.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing {

struct OwedInvoice {
  std::string id;
  CivilDate due;
  std::int64_t remainingMinor = 0;
};

inline constexpr std::array<std::string_view, 5> ageingBuckets{"not_due", "1-30", "31-60", "61-90", "over_90"};

/// The last day of each age between "not due" and the oldest.
struct AgeingScheme {
  std::array<std::int64_t, 3> lastDays{30, 60, 90};
  std::array<std::string_view, 5> names = ageingBuckets;
};
inline constexpr AgeingScheme monthlyAges{};
inline constexpr AgeingScheme weeklyAges{{7, 14, 30}, {"not_due", "1-7", "8-14", "15-30", "over_30"}};

struct Ageing {
  std::array<std::int64_t, ageingBuckets.size()> totals{};  ///< minor units, by bucket
  std::vector<std::int64_t> daysOverdue;                    ///< of each invoice, in their order; not below 0
};

/// Which of the scheme's ages; 0: not due.
[[nodiscard]] std::size_t ageOf(std::int64_t daysOverdue, const AgeingScheme& scheme = monthlyAges);

/// All of one currency. Days are those of the calendar in the zone. InvalidInput "unknown_zone", "out_of_range".
[[nodiscard]] Result<Ageing> ageInvoices(const std::vector<OwedInvoice>& invoices, std::string_view zone, Instant asOf,
                                         const AgeingScheme& scheme = monthlyAges);

}  // namespace billing
