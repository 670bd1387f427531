// Day by day: deliveries and revenue of the last 30 days, UTC.
#pragma once

#include <QSqlDatabase>

#include "store/listrows.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Midnight that begins the first of the last 30 days, today included.
[[nodiscard]] qint64 firstDayOf(Instant now);

/// 30 days, oldest first, days without deliveries included.
[[nodiscard]] Result<void> readWebhookDays(QSqlDatabase& database, Instant now, QVector<DayHealth>& days);
/// Oldest first; one entry for each currency of a day on which something was paid, refunded or refused.
[[nodiscard]] Result<void> readRevenueDays(QSqlDatabase& database, Instant now, QVector<DayRevenue>& days);

}  // namespace billing::store
