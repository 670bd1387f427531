// The commands of billingctl, one file each. A command adds itself to the root and leaves its exit code when it has
// run.
#pragma once

#include <CLI/CLI.hpp>

namespace billing::ctl {

/// What scripts may rely on; printed at the end of `billingctl --help`.
enum ExitCode {
  Ok = 0,              ///< done, or the answer is yes
  Negative = 1,        ///< the answer is no, or some of several did not succeed
  Usage = 2,           ///< the command line cannot be understood
  Unreadable = 3,      ///< an input file is missing or malformed
  StoreFailure = 4,    ///< database full, read-only, corrupt, in use, or of a newer version
  NetworkFailure = 5,  ///< port taken, or nobody answers
  Interrupted = 130,
};

// One line for each command, in the order of the help.
void addListenCommand(CLI::App& root, int& exitCode);
void addServeCommand(CLI::App& root, int& exitCode);
void addSandboxCommand(CLI::App& root, int& exitCode);
void addFireCommand(CLI::App& root, int& exitCode);
void addVerifyCommand(CLI::App& root, int& exitCode);
void addEventsCommand(CLI::App& root, int& exitCode);
void addDemoCommand(CLI::App& root, int& exitCode);
void addConfigCommand(CLI::App& root, int& exitCode);
void addJobCommands(CLI::App& root, int& exitCode);
void addDiagnoseCommand(CLI::App& root, int& exitCode);
void addSwitchCommand(CLI::App& root, int& exitCode);
void addAuditCommand(CLI::App& root, int& exitCode);
void addConnectCommand(CLI::App& root, int& exitCode);
void addSyncCommand(CLI::App& root, int& exitCode);
void addReconcileCommand(CLI::App& root, int& exitCode);
void addPayoutsCommand(CLI::App& root, int& exitCode);
void addOrderCommand(CLI::App& root, int& exitCode);
void addOutboxCommand(CLI::App& root, int& exitCode);
void addDatabaseCommand(CLI::App& root, int& exitCode);
void addBulkCommand(CLI::App& root, int& exitCode);
void addRehearseCommand(CLI::App& root, int& exitCode);
void addCatalogueCommand(CLI::App& root, int& exitCode);
void addLinkCommand(CLI::App& root, int& exitCode);
void addInvoicesCommand(CLI::App& root, int& exitCode);
void addPeopleCommand(CLI::App& root, int& exitCode);
void addReviewCommand(CLI::App& root, int& exitCode);
void addExportCommand(CLI::App& root, int& exitCode);
void addReportCommand(CLI::App& root, int& exitCode);
void addCheckCalculationsCommand(CLI::App& root, int& exitCode);

}  // namespace billing::ctl
