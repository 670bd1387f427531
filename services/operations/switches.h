// Safety switches: each with a reason, a name, and a reminder. Nothing is ever deleted by one.
#pragma once

#include <QFuture>
#include <QString>

#include "operations/deskvalues.h"
#include "store/database.h"
#include "support/instant.h"
#include "support/result.h"

class QSqlDatabase;

namespace billing::operations {

/// InvalidInput "unknown_switch", "reason_missing", "end_missing".
[[nodiscard]] Result<void> setSwitch(store::WriteContext& context, const SwitchChange& change, Instant now);
/// The same as a write of its own.
[[nodiscard]] QFuture<Result<void>> setSwitch(store::Database& database, const SwitchChange& change, Instant now);
/// Off when its end has passed.
[[nodiscard]] Result<bool> isSwitchedOn(store::WriteContext& context, const char* name, Instant now);
/// All three, whether ever set or not.
[[nodiscard]] Result<QVector<store::SwitchRow>> readSwitches(QSqlDatabase& database, Instant now);
/// How many events wait, accounts would be downgraded by now, or are without entitlement: what the switch touches.
[[nodiscard]] Result<qint64> switchPreview(QSqlDatabase& database, const QString& name, Instant now);

}  // namespace billing::operations
