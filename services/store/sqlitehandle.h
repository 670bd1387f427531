// SQLite's own handle behind a Qt connection, for what Qt has no words for: interrupts and the inbox's fast path.
#pragma once

#include <QSqlDatabase>

struct sqlite3;

namespace billing::store {

/// nullptr when the connection is closed or not SQLite's.
[[nodiscard]] sqlite3* sqliteHandle(const QSqlDatabase& database);

}  // namespace billing::store
