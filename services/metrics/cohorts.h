// Customers by the month of their first paid recurring revenue, and how many are still there month by month.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "domain/civildate.h"

namespace billing {

/// One customer's revenue after a change; in any one unit.
struct CohortChange {
  std::int64_t customer = 0;
  Instant at;
  std::int64_t delta = 0;
};

enum class CohortColumns {
  MonthEnds,        ///< column k: the end of the k-th month after the first
  EveryThirtyDays,  ///< column k: 30 x (k + 1) days after the customer's first paid revenue
};

struct Cohort {
  std::size_t month = 0;  ///< of `months`
  int size = 0;
  std::vector<int> active;            ///< by column
  std::vector<std::int64_t> revenue;  ///< theirs, by column
};

/// `months`: whole months that follow one another; changes before the first of them tell who was there already. Changes
/// in order of time. Columns that lie after `now` are left out. Cohorts without customers are left out.
[[nodiscard]] std::vector<Cohort> cohortsOf(std::span<const CohortChange> changes, const std::vector<Period>& months,
                                            CohortColumns columns, Instant now);

/// "77.5" of 31 of 40; empty without a size.
[[nodiscard]] std::string percentWithOneDecimal(std::int64_t part, std::int64_t whole);

}  // namespace billing
