// What can be done with events that are stored: try a dead one again, replay one to the listener, mark for later.
#pragma once

#include <QFuture>
#include <QVector>

#include "operations/hand.h"
#include "store/database.h"
#include "support/result.h"

namespace billing::operations {

/// Puts dead or unhandled events back to pending, each with its entry in the audit log; the caller pokes the processor.
/// Gives how many were.
[[nodiscard]] QFuture<Result<int>> retryEvents(store::Database& database, QVector<qint64> rows, Hand hand, Instant now);

}  // namespace billing::operations
