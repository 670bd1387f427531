// The sums of the months once more, from nothing but the changes of each subscription: one pass over a sorted read,
// numbers in flat arrays, nothing written.
#pragma once

#include <QSqlDatabase>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "metrics/movementkind.h"
#include "store/repositories/mrrrepository.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::store {

struct MrrSum {
  std::int64_t delta = 0, movements = 0;
  bool operator==(const MrrSum&) const = default;
};
/// By currency, month (yyyymm) and kind; sums without a movement are left out.
using MrrSums = std::map<std::tuple<std::string, int, MovementKind>, MrrSum>;

/// On a reader's connection. Cancelled, InvalidInput "unknown_zone", "out_of_range" when a sum leaves int64.
[[nodiscard]] Result<MrrSums> recomputeMrrSums(QSqlDatabase& database, const MrrRules& rules,
                                               const CancelToken& cancel = {});
/// As they are stored.
[[nodiscard]] Result<MrrSums> storedMrrSums(QSqlDatabase& database);

}  // namespace billing::store
