#include "app/console/options.h"

#include <CLI/CLI.hpp>

namespace billing::console {

Parsed parseOptions(int argc, char* argv[]) {
  Options options;
  CLI::App app{"The desktop billing console.", "billing-console"};
  app.set_version_flag("--version", "billing-console " BILLING_VERSION);
  app.add_option("--workspace", options.workspace,
                 "Workspace profile (TOML file), or one that ships with the program: persistq, adminer, llmxt, "
                 "howmuchshouldiprice, pixell, demo, blank. Without it: what was open last, else the program asks");
  app.add_option("--database", options.databaseFile, "SQLite file instead of the workspace's own");
  app.add_option("--port", options.port, "Port of the listener instead of the workspace's; 0 lets the system pick")
      ->check(CLI::Range(0, 65535));
  app.add_option(
      "--secret-file", options.secretFiles,
      "[PATH=]FILE with signing secrets, or NAME=FILE (api=FILE: the local API's token), for this session only");
  app.add_flag("--demo", options.demo,
               "Fill the workspace with demo data at once when it is empty; without --workspace: the demo workspace");
  app.add_flag("!--no-listener", options.listen, "Do not start the listener");
  app.add_option("--tour", options.tourFolder,
                 "Visit every pane in light and dark, write pictures to this folder, end");
  app.add_option("--theme", options.theme, "light or dark; without it as the desktop")
      ->check(CLI::IsMember({"light", "dark"}));
  app.footer("Secrets are never taken from the command line.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, app.exit(error) == 0 ? 0 : 2};
  }
  return {options, 0};
}

}  // namespace billing::console
