// billingctl sync: reads from the provider what it holds, and what was missed.
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/interruption.h"
#include "app/billingctl/provideroption.h"
#include "app/billingctl/synctelling.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/accounts/accountrules.h"
#include "operations/audited.h"
#include "operations/sync/syncrun.h"
#include "webhooks/processor.h"

namespace billing::ctl {
namespace {

using operations::SyncKind;
using operations::SyncReport;

struct SyncOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  bool full = false, missedEvents = false, json = false;
  [[nodiscard]] SyncKind kind() const {
    return full ? SyncKind::Full : missedEvents ? SyncKind::MissedEvents : SyncKind::Incremental;
  }
};

int failSync(Error error, int code) {
  if (error.kind == ErrorKind::Busy && error.code != "sync_running")
    error.hint = "Run it there: the console's Sync does the same, or end that program first";
  std::fprintf(stderr, "billingctl sync: %s\n", describe(error).c_str());
  return code;
}

Result<std::unique_ptr<store::Database>> openOrMake(const std::string& file, const Clock& clock) {
  return databaseConfig(file).and_then([&](const auto& config) { return store::Database::open(config, clock); });
}

// As `connect` ends: a key that is refused is an answer, one that is not there is not.
int exitCodeWithoutProvider(const Error& error) {
  return error.code == "unfit_key" || error.code == "wrong_mode" ? Negative : Unreadable;
}

bool nobodyAnswered(const Error& error) {
  return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout;
}

int exitCodeOfSync(const SyncReport& report) {
  if (report.state == "cancelled") return Interrupted;
  if (report.error) return nobodyAnswered(*report.error) ? NetworkFailure : Negative;
  return report.unreadable > 0 ? Negative : Ok;
}

// What was fetched is processed before the program ends, as if it had been delivered.
Result<SyncReport> readAndProcess(const SyncOptions& options, const workspace::Profile& profile,
                                  store::Database& database, providers::BillingProvider& provider, const Clock& clock) {
  const operations::RulesContext context{profile.rules, profile.provider, profile.live()};
  operations::AccountRules rules(context);
  webhooks::EventRules* const used = profile.rules.empty() ? nullptr : &rules;
  webhooks::Processor processor(database, clock, used);
  processor.start();
  SyncTicker ticker;
  const operations::SyncServices services{database,
                                          provider,
                                          clock,
                                          used,
                                          [&] { processor.poke(); },
                                          operations::handIn(database, QStringLiteral("billingctl"), profile.live())};
  auto report = operations::runSync(
      services, options.kind(), [&](const operations::SyncProgress& progress) { ticker.tell(progress); },
      interruption());
  if (auto done = processor.drain(); !done && report) return failure(done.error());
  return report;
}

int runSyncCommand(const SyncOptions& options) {
  const SystemClock clock;
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failSync(profile.error(), Unreadable);
  const auto client = http::makeNetworkClient();
  const auto provider = providerOf(*profile, options.provider, *client, clock);
  if (!provider) return failSync(provider.error(), exitCodeWithoutProvider(provider.error()));
  const auto database = openOrMake(options.where.database, clock);
  if (!database) return failSync(database.error(), StoreFailure);
  const auto actor = takeHand(**database, {}, operations::Deed::Sync, profile->live());
  if (!actor) return failSync(actor.error(), exitCodeOfHand(actor.error()));
  heedInterruption();
  const auto report = readAndProcess(options, *profile, **database, **provider, clock);
  if (!report) return failSync(report.error(), StoreFailure);
  options.json ? tellSyncJson(*report) : tellSync(*report);
  return report->error ? failSync(*report->error, exitCodeOfSync(*report)) : exitCodeOfSync(*report);
}

}  // namespace

void addSyncCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<SyncOptions>();
  CLI::App* command = root.add_subcommand("sync", "Read from the payment provider what it holds, and what was missed");
  addWorkspaceOptions(*command, options->where);
  auto* full = command->add_flag("--full", options->full, "Everything again, and count what is not there any more");
  command
      ->add_flag("--missed-events", options->missedEvents,
                 "Only events that did not arrive (Stripe keeps them for 30 days)")
      ->excludes(full);
  addProviderOptions(*command, options->provider);
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Without a flag: what is new since the last run, and what lives (subscriptions that have not ended, payments in\n"
      "progress, open refunds, disputes and invoices of the last 180 days). The first run reads everything.\n"
      "The database is made when it does not exist. Nothing is changed at the provider. What an event changed later "
      "is\n"
      "never set back. Interrupted with Ctrl-C, killed or failed, the next run of the same kind goes on where it was.\n"
      "Progress is told on standard error.\n"
      "Exit code 0: done; 1: the key is not of this workspace, the provider refused, or some objects could not be "
      "read; 3: no key, or no such "
      "workspace;\n"
      "4: the database; 5: nobody answers; 130: interrupted, resumable.");
  command->callback([options, &exitCode] { exitCode = runSyncCommand(*options); });
}

}  // namespace billing::ctl
