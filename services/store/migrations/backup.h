// A copy of the database beside it, before something is done that cannot be undone.
#pragma once

#include <QSqlDatabase>
#include <QString>

#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// "demo.sqlite.v3-20260301T120000Z.backup" beside the file: whole, compact and synced when this returns. Gives its
/// path.
[[nodiscard]] Result<QString> backUpSqlite(QSqlDatabase& database, const QString& file, int version, Instant now);

}  // namespace billing::store
