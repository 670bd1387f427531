// The workspace and the database that a command is about.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "store/database.h"
#include "workspace/profile.h"

namespace billing::ctl {

struct WorkspaceOptions {
  std::string workspace, database;
};
/// --workspace and --database, both required.
void addWorkspaceOptions(CLI::App& command, WorkspaceOptions& options);

/// A profile's file, or the name of one that comes with the program ("persistq"). NotFound or InvalidInput.
[[nodiscard]] Result<workspace::Profile> readWorkspace(const std::string& idOrFile);

/// A database that exists: NotFound "database_missing" instead of making one. To read only beside a program that has it
/// open; to write as the only one.
[[nodiscard]] Result<std::unique_ptr<store::Database>> openDatabase(const std::string& file, bool readOnly);

/// Now, or what an option says instead; InvalidInput "bad_time" when that is no time in ISO 8601.
[[nodiscard]] Result<Instant> momentOf(const std::string& option);

}  // namespace billing::ctl
