// The movements of one customer, written anew from the steps of their subscriptions. Within this room only.
#pragma once

#include <memory>

#include "store/repositories/mrrrepository.h"
#include "store/repositories/mrrrows.h"

namespace billing::store::mrr {

/// Kept for the program's life. InvalidInput "unknown_zone".
[[nodiscard]] Result<std::shared_ptr<const ZoneMonths>> monthsIn(const std::string& zone);

/// Where they differ from those that are there; the sums of the months follow.
[[nodiscard]] Result<void> rewriteMovements(WriteContext& context, const Owner& customer, const MrrRules& rules);

}  // namespace billing::store::mrr
