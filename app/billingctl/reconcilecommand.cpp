// billingctl reconcile: the provider against the database against the webhooks.
#include <csignal>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/provideroption.h"
#include "app/billingctl/reconciletelling.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/accounts/accountrules.h"
#include "operations/audited.h"
#include "operations/reconcile/reconcilerun.h"

namespace billing::ctl {
namespace {

using operations::Drift;
using operations::ReconcileReport;

constexpr int kDrift = 3;  // there is something to look at; a workspace that cannot be read is Usage here

struct ReconcileOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  std::string only;
  std::int64_t lookAgainMs = 3'000;
  bool json = false;
};

// Made before the handler is, so that the handler only stores a flag.
const CancelToken& reconcileInterruption() {
  static const CancelToken token;
  return token;
}
void onReconcileInterrupt(int) {
  reconcileInterruption().cancel();
}

int failReconcile(const Error& error, int code) {
  std::fprintf(stderr, "billingctl reconcile: %s\n", describe(error).c_str());
  return code;
}

int exitCodeOfReconcile(const Error& error) {
  if (error.kind == ErrorKind::Cancelled) return Interrupted;
  if (error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout) return NetworkFailure;
  return exitCodeOfHand(error);
}

int runReconcileCommand(const ReconcileOptions& options) {
  const SystemClock clock;
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failReconcile(profile.error(), Usage);
  const auto client = http::makeNetworkClient();
  const auto provider = providerOf(*profile, options.provider, *client, clock);
  if (!provider) return failReconcile(provider.error(), Negative);
  const auto database = openDatabase(options.where.database, false);
  if (!database) return failReconcile(database.error(), StoreFailure);
  const auto actor = takeHand(**database, {}, operations::Deed::Sync, profile->live());
  if (!actor) return failReconcile(actor.error(), exitCodeOfHand(actor.error()));
  static_cast<void>(reconcileInterruption());
  std::signal(SIGINT, onReconcileInterrupt);
  std::signal(SIGTERM, onReconcileInterrupt);
  const operations::RulesContext rules{profile->rules, profile->provider, profile->live()};
  const operations::AccountRules eventRules(rules);
  ReconcileTicker ticker;
  auto report = operations::runReconcile(
      {**database, **provider, clock, rules, operations::handOf(*actor, profile->live()), &eventRules,
       options.lookAgainMs},
      [&](qint64 done, qint64, const QString& what) { ticker.tell(done, what); }, reconcileInterruption());
  if (!report) return failReconcile(report.error(), exitCodeOfReconcile(report.error()));
  if (!options.only.empty())
    report->drifts.removeIf([&](const Drift& drift) {
      return drift.kind.toStdString() != options.only && drift.entity.toStdString() != options.only;
    });
  tellReconcile(*report, options.json);
  const bool open = std::any_of(report->drifts.cbegin(), report->drifts.cend(),
                                [](const Drift& drift) { return drift.state == u"open"; });
  return open ? kDrift : Ok;
}

}  // namespace

void addReconcileCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<ReconcileOptions>();
  CLI::App* command =
      root.add_subcommand("reconcile", "Compare the provider with the database and with what the webhooks said");
  addWorkspaceOptions(*command, options->where);
  addProviderOptions(*command, options->provider);
  command->add_option("--only", options->only,
                      "Tell of one kind only: field, missing_here, paid_without_access, ... or of one entity: "
                      "subscription, payment, ...");
  command->add_option("--look-again-ms", options->lookAgainMs, "How long events may be on their way")
      ->check(CLI::Range(0, 600'000));
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Nothing is changed, here or at the provider, but for the record of the comparison and of the payouts. Whatever\n"
      "differs is looked at twice. Exit code 0: nothing differs; 1: the provider refused, or the role may not;\n"
      "2: no such workspace; 3: something differs; 4: the database; 5: nobody answers; 130: interrupted.");
  command->callback([options, &exitCode] { exitCode = runReconcileCommand(*options); });
}

}  // namespace billing::ctl
