#include "app/billingctl/workspaceoption.h"

#include <QFileInfo>

#include "app/billingctl/databaseoption.h"
#include "workspace/shippedprofiles.h"

namespace billing::ctl {

void addWorkspaceOptions(CLI::App& command, WorkspaceOptions& options) {
  command
      .add_option("--workspace", options.workspace,
                  "FILE with the workspace's profile, or one that comes with the program: persistq, adminer, llmxt, "
                  "howmuchshouldiprice, pixell")
      ->required();
  command.add_option("--database", options.database, kDatabaseHelp)->required();
}

Result<workspace::Profile> readWorkspace(const std::string& idOrFile) {
  const bool file = idOrFile.find('/') != std::string::npos || idOrFile.ends_with(".toml");
  return file ? workspace::readProfile(idOrFile) : workspace::shippedProfile(idOrFile);
}

Result<std::unique_ptr<store::Database>> openDatabase(const std::string& file, bool readOnly) {
  auto config = databaseConfig(file);
  if (!config) return failure(config.error());
  config->readers = 1;
  config->readOnly = readOnly;
  if (config->dialect == store::Dialect::Sqlite && !QFileInfo::exists(config->file))
    return failure(ErrorKind::NotFound, "database_missing", "There is no such database", file);
  return store::Database::open(*config, SystemClock());
}

Result<Instant> momentOf(const std::string& option) {
  if (option.empty()) return SystemClock().now();
  if (const auto moment = fromIso8601(option)) return *moment;
  return failure(ErrorKind::InvalidInput, "bad_time", "“" + option + "” is not a time in ISO 8601", {},
                 "Write it like 2026-03-01T02:00:00Z");
}

}  // namespace billing::ctl
