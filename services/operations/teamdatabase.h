// From the workspace's words about its database to a connection.
#pragma once

#include <QString>

#include "store/database.h"
#include "workspace/profile.h"

namespace billing::operations {

/// The server of [database] where the workspace names one, else `file`.
[[nodiscard]] store::DatabaseConfig databaseConfigOf(const workspace::Profile& profile, const QString& file,
                                                     const QString& password);

/// Who sits here: on a server whom it let in, which nobody can pretend; else whom the operating system knows.
[[nodiscard]] QString loginAt(const workspace::Profile& profile);

/// "postgresql://user@host:port/name?tls=require" or "mysql://...", as one types it; nothing when it is a file.
/// InvalidInput "bad_database_address", and "password_in_address": a command line is read by everybody.
[[nodiscard]] Result<std::optional<workspace::TeamDatabase>> databaseAddressFrom(const QString& text);

}  // namespace billing::operations
