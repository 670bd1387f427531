// A copy of an open SQLite database to work on: as it is at one moment, while others go on writing.
#pragma once

#include <QSqlDatabase>
#include <QString>

#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::store {

/// By SQLite's own backup interface, on any connection; the file must not exist. Not synced: it is to be thrown away.
/// Unavailable "not_sqlite", Full, Cancelled (the file is then incomplete).
[[nodiscard]] Result<void> copySqlite(QSqlDatabase& database, const QString& path, const CancelToken& cancel);

}  // namespace billing::store
