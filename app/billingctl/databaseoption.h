// --database of every command: a file, or the server of a team.
#pragma once

#include <string>

#include "store/database.h"
#include "workspace/profile.h"

namespace billing::ctl {

/// For the help.
inline constexpr const char* kDatabaseHelp =
    "The workspace's database: a SQLite file, or postgresql://USER@HOST/NAME or mysql://USER@HOST/NAME (?tls=require; "
    "the password is the first line of the file that BILLING_DATABASE_PASSWORD_FILE names)";

/// `fileOrAddress` as one types it; empty: what the profile says, else InvalidInput. NotFound when the password's file
/// is not there.
[[nodiscard]] Result<store::DatabaseConfig> databaseConfig(const std::string& fileOrAddress,
                                                           const workspace::Profile* profile = nullptr);

}  // namespace billing::ctl
