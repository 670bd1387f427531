// The key figures of a workspace. On a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/listrows.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// `now` decides what "last 30 days" (whole UTC days, today included) and "next 30 days" mean.
[[nodiscard]] Result<OverviewFacts> readOverview(QSqlDatabase& database, Instant now);
[[nodiscard]] Result<Badges> readBadges(QSqlDatabase& database);

}  // namespace billing::store
