// billingctl config: check a workspace file, or make one from the .env file of a team's back end.
#include <memory>

#include "app/billingctl/commands.h"
#include "app/billingctl/configoptions.h"

namespace billing::ctl {
namespace {

void addCheck(CLI::App& config, const std::shared_ptr<ConfigOptions>& options, int& exitCode) {
  CLI::App* command = config.add_subcommand("check", "Find every mistake in a workspace file, with line and fix");
  auto* file = command->add_option("file", options->file, "Workspace file (TOML)");
  auto* workspace = command->add_option("--workspace", options->workspace,
                                        "A workspace that comes with the program, such as persistq");
  file->excludes(workspace);
  command->add_option("--env", options->envFiles,
                      "An .env file whose secrets and variables are checked too; repeatable");
  command->add_flag("--environment", options->environment, "Check the variables of this process too");
  command->add_flag("--key-ring", options->keyRing, "Ask the key ring which secrets are set");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "One line for each finding: FILE:LINE: error|warning|advice: what. Fix: how.\n"
      "Exit code 0: no errors; 1: errors were found; 3: the file cannot be read. Secrets are never printed.");
  command->callback([options, &exitCode] {
    if (options->file.empty() && options->workspace.empty()) throw CLI::RequiredError("A file, or --workspace");
    exitCode = checkConfigFiles(*options);
  });
}

void addImport(CLI::App& config, const std::shared_ptr<ConfigOptions>& options, int& exitCode) {
  CLI::App* command = config.add_subcommand("import", "Make a workspace file from an .env file");
  command->add_option("file", options->envFile, "The .env file")->required();
  command
      ->add_option(
          "--workspace", options->workspace,
          "What to begin with: a shipped workspace such as persistq, a workspace file, or a name for a new one")
      ->required();
  command->add_option("--output", options->output, "Workspace file to write; the console names the workspace by it")
      ->required();
  command->add_flag("--store-secrets", options->storeSecrets, "Put the secrets into the key ring");
  command->add_option("--secret-file-out", options->secretFileOut,
                      "Write the signing secrets to this new file with mode 600, for --secret-file");
  command->add_flag("--force", options->force, "Overwrite the workspace file");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Secrets are shown masked (whsec_…3f9a, 38 characters) and never written into the workspace file.\n"
      "Exit code 0: done; 1: done with errors to mend, or a secret could not be stored; 3: an input is "
      "missing or malformed.");
  command->callback([options, &exitCode] { exitCode = importConfig(*options); });
}

}  // namespace

void addConfigCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<ConfigOptions>();
  CLI::App* config = root.add_subcommand("config", "Check a workspace file, or make one from an .env file");
  config->require_subcommand(1);
  addCheck(*config, options, exitCode);
  addImport(*config, options, exitCode);
}

}  // namespace billing::ctl
