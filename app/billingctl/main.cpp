// billingctl: the console's operations without a display, for servers, cron and CI.
#include <QCoreApplication>
#include <iostream>

#include "app/billingctl/commands.h"

namespace {

constexpr auto exitCodes =
    "Exit codes: 0 done; 1 the answer is no, or some of several did not succeed; 2 the command line cannot be "
    "understood;\n"
    "3 an input is missing or malformed; 4 the database is full, read-only, corrupt, in use or of a newer version;\n"
    "5 a port is taken or nobody answers; 130 interrupted.\n"
    "Every command takes --json: one document on standard output (one line for each item where it streams).\n"
    "Secrets are read from files or the environment, never from the command line.\n"
    "The nightly jobs (downgrade, expire, top-up) run by the systemd units billing-console-jobs.service and .timer.";

}  // namespace

int main(int argc, char* argv[]) {
  QCoreApplication application(argc, argv);
  QCoreApplication::setApplicationName(QStringLiteral("billingctl"));
  QCoreApplication::setOrganizationName(QStringLiteral("billing-console"));
  QCoreApplication::setApplicationVersion(QStringLiteral(BILLING_VERSION));

  CLI::App root{"Billing Console without a display: receive, verify, read and fire webhooks.", "billingctl"};
  root.set_version_flag("--version", "billingctl " BILLING_VERSION);
  root.footer(exitCodes);
  root.require_subcommand(1);

  int exitCode = billing::ctl::Ok;
  // One line for each command, in the order of the help.
  billing::ctl::addListenCommand(root, exitCode);
  billing::ctl::addServeCommand(root, exitCode);
  billing::ctl::addSandboxCommand(root, exitCode);
  billing::ctl::addFireCommand(root, exitCode);
  billing::ctl::addVerifyCommand(root, exitCode);
  billing::ctl::addEventsCommand(root, exitCode);
  billing::ctl::addDemoCommand(root, exitCode);
  billing::ctl::addConfigCommand(root, exitCode);
  billing::ctl::addJobCommands(root, exitCode);
  billing::ctl::addDiagnoseCommand(root, exitCode);
  billing::ctl::addSwitchCommand(root, exitCode);
  billing::ctl::addAuditCommand(root, exitCode);
  billing::ctl::addConnectCommand(root, exitCode);
  billing::ctl::addSyncCommand(root, exitCode);
  billing::ctl::addReconcileCommand(root, exitCode);
  billing::ctl::addPayoutsCommand(root, exitCode);
  billing::ctl::addOrderCommand(root, exitCode);
  billing::ctl::addOutboxCommand(root, exitCode);
  billing::ctl::addDatabaseCommand(root, exitCode);
  billing::ctl::addBulkCommand(root, exitCode);
  billing::ctl::addRehearseCommand(root, exitCode);
  billing::ctl::addCatalogueCommand(root, exitCode);
  billing::ctl::addLinkCommand(root, exitCode);
  billing::ctl::addInvoicesCommand(root, exitCode);
  billing::ctl::addPeopleCommand(root, exitCode);
  billing::ctl::addReviewCommand(root, exitCode);
  billing::ctl::addExportCommand(root, exitCode);
  billing::ctl::addReportCommand(root, exitCode);
  billing::ctl::addCheckCalculationsCommand(root, exitCode);

  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return root.exit(error) == 0 ? billing::ctl::Ok : billing::ctl::Usage;
  }
  return exitCode;
}
