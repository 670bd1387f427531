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

struct Ageing {
  std::array<std::int64_t, ageingBuckets.size()> totals{};  ///< minor units, by bucket
  std::vector<std::int64_t> daysOverdue;                    ///< of each invoice, in their order; not below 0
};

/// All of one currency. Days are those of the calendar in the zone. InvalidInput "unknown_zone", "out_of_range".
[[nodiscard]] Result<Ageing> ageInvoices(const std::vector<OwedInvoice>& invoices, std::string_view zone, Instant asOf);

}  // namespace billing
