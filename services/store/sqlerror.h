// What a database says when it refuses, in our words: a kind for code, and message, reason and hint for people.
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <string>

#include "support/result.h"

namespace billing::store {

/// `what` is the sentence about the attempt: "The event could not be stored". The database's own words become the
/// reason where ours do not say more.
[[nodiscard]] Error sqlError(const QSqlDatabase& database, const QSqlError& error, std::string what);

/// The same for a result code of SQLite. `systemError` is the errno behind it (0: unknown): some file systems tell of a
/// full disk or quota only there.
[[nodiscard]] Error sqliteError(int code, int systemError, const std::string& detail, std::string what,
                                const std::string& file);

[[nodiscard]] Error sqliteError(const QSqlDatabase& database, const QSqlError& error, std::string what);

}  // namespace billing::store
