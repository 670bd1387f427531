// The revenue history made anew: by another definition, in another zone, or for a database from before it was kept.
#pragma once

#include <cstdint>
#include <functional>

#include "store/repositories/mrrrepository.h"
#include "support/canceltoken.h"

namespace billing::store {

/// Notes by what the tables are made.
[[nodiscard]] Result<void> saveMrrRules(WriteContext& context, const MrrRules& rules, Instant now);

/// True when the tables are made by `rules` and every subscription is in them.
[[nodiscard]] Result<bool> isMrrUpToDate(QSqlDatabase& database, const MrrRules& rules);

/// One pass over all that was told, sorted by customer, within a write: everybody sees the old tables or the new ones.
/// Subscriptions of which nothing is noted are noted first, as a sync would. The lists' monthly figures (mrr_minor)
/// follow the definition. `progress` hears how many subscriptions are done. Carries how many movements there are now;
/// Cancelled at the next customer.
[[nodiscard]] Result<std::int64_t> rebuildMrr(WriteContext& context, const MrrRules& rules, Instant now,
                                              const CancelToken& cancel,
                                              const std::function<void(std::int64_t)>& progress = {});

}  // namespace billing::store
