// How the monthly recurring revenue of customers moved, month by month. facts/calculations.md, kind "movements".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/instant.h"
#include "support/result.h"

namespace billing {

struct MrrChange {
  std::string customer;
  Instant at;
  std::int64_t mrrMinor = 0;  ///< after it, not below 0
};

enum class MovementsBy {
  Net,    ///< each customer's month end against its month start
  Event,  ///< every change, in the order of time
};

struct MonthMovements {
  std::int64_t startMinor = 0, newMinor = 0, expansionMinor = 0;
  std::int64_t contractionMinor = 0;  ///< <= 0
  std::int64_t churnMinor = 0;        ///< <= 0
  std::int64_t reactivationMinor = 0, endMinor = 0;
};

struct YearMonth {
  int year = 1970, month = 1;
};

/// One for each month (of UTC); start + movements = end. Changes may come in any order; of two at the same instant the
/// later in the list is the later. From 0 up is new, or reactivation when the customer ever had MRR before; to 0 churn;
/// else expansion or contraction. InvalidInput "out_of_range" when a sum leaves int64.
[[nodiscard]] Result<std::vector<MonthMovements>> movementsOf(const std::vector<MrrChange>& changes,
                                                              const std::vector<YearMonth>& months, MovementsBy by);

}  // namespace billing
