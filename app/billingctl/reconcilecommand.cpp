// billingctl reconcile: the provider against the database against the webhooks.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <optional>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/provideroption.h"
#include "app/billingctl/reconciletelling.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/accounts/accountrules.h"
#include "operations/audited.h"
#include "operations/reconcile/reconcilerun.h"
#include "operations/reconcile/repair.h"

namespace billing::ctl {
namespace {

using operations::Drift;
using operations::ReconcileReport;

constexpr int kDrift = 3;  // there is something to look at; a workspace that cannot be read is Usage here

struct ReconcileOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  HandOptions hand;
  std::string only, reason;
  std::vector<qint64> drifts;
  std::int64_t lookAgainMs = 3'000;
  bool json = false, asItIsNow = false;
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

// What the commands about drifts have in common: everything that a repair works with.
struct Mending {
  const SystemClock clock;
  std::optional<workspace::Profile> profile;
  std::unique_ptr<http::Client> client = http::makeNetworkClient();
  std::unique_ptr<providers::BillingProvider> provider;
  std::unique_ptr<store::Database> database;
  std::optional<operations::AccountRules> rules;

  // The exit code; 0: it may begin.
  int open(const ReconcileOptions& options, bool needsProvider) {
    auto read = readWorkspace(options.where.workspace);
    if (!read) return failReconcile(read.error(), Usage);
    profile = std::move(*read);
    if (needsProvider) {
      auto made = providerOf(*profile, options.provider, *client, clock);
      if (!made) return failReconcile(made.error(), Negative);
      provider = std::move(*made);
    }
    auto opened = openDatabase(options.where.database, false);
    if (!opened) return failReconcile(opened.error(), StoreFailure);
    database = std::move(*opened);
    rules.emplace(context());
    return Ok;
  }
  [[nodiscard]] operations::RulesContext context() const {
    return {profile->rules, profile->provider, profile->live()};
  }
  operations::RepairServices services() {
    return {*database, *provider, clock, context(), profile->rules.empty() ? nullptr : &*rules};
  }
};

Result<QVector<qint64>> driftsMeant(const ReconcileOptions& options, store::Database& database) {
  if (!options.drifts.empty()) return QVector<qint64>(options.drifts.begin(), options.drifts.end());
  const auto report = operations::lastReconcileReport(database);
  if (!report) return failure(report.error());
  QVector<qint64> open;
  for (const Drift& drift : report->drifts)
    if (drift.state == u"open") open.append(drift.id);
  return open;
}

int planReconcileCommand(const ReconcileOptions& options) {
  Mending mending;
  if (const int code = mending.open(options, true); code != Ok) return code;
  const auto ids = driftsMeant(options, *mending.database);
  if (!ids) return failReconcile(ids.error(), exitCodeOfReconcile(ids.error()));
  const auto plan = operations::planRepair(mending.services(), *ids, reconcileInterruption());
  if (!plan) return failReconcile(plan.error(), exitCodeOfReconcile(plan.error()));
  tellRepairPlan(*plan, options.json);
  return Ok;
}

// What was planned now and nobody has seen: the drift's own values are those of the comparison. A payout tells an
// amount, and what is taken over for it is a payment.
Result<void> asCompared(store::Database& database, const operations::RepairPlan& plan) {
  const auto report = operations::lastReconcileReport(database);
  if (!report) return failure(report.error());
  for (const operations::RepairStep& step : plan.steps) {
    const auto drift = std::find_if(report->drifts.cbegin(), report->drifts.cend(),
                                    [&](const Drift& one) { return one.id == step.drift; });
    const bool seen = drift != report->drifts.cend() && drift->inDatabase == step.before &&
                      (drift->atProvider == step.after || drift->kind == u"payout_without_payment");
    if (!seen)
      return failure(ErrorKind::Conflict, "stale",
                     "Drift " + std::to_string(step.drift) + " is no longer what the comparison found",
                     "now it is: " + step.words.toStdString(),
                     "Compare again, or add --as-it-is-now to mend what the plan above says; nothing was changed");
  }
  return {};
}

int repairReconcileCommand(const ReconcileOptions& options) {
  Mending mending;
  if (const int code = mending.open(options, true); code != Ok) return code;
  const bool live = mending.profile->live();
  const auto actor = takeHand(*mending.database, options.hand, operations::Deed::MendDrift, live);
  if (!actor) return failReconcile(actor.error(), exitCodeOfHand(actor.error()));
  const QVector<qint64> ids(options.drifts.begin(), options.drifts.end());
  const auto plan = operations::planRepair(mending.services(), ids, reconcileInterruption());
  if (!plan) return failReconcile(plan.error(), exitCodeOfReconcile(plan.error()));
  tellRepairPlan(*plan, options.json);
  if (!options.asItIsNow)
    if (const auto seen = asCompared(*mending.database, *plan); !seen) return failReconcile(seen.error(), Negative);
  const auto done = operations::carryOutRepair(mending.services(), *plan, operations::handOf(*actor, live),
                                               QString::fromStdString(options.reason), reconcileInterruption());
  if (!done) return failReconcile(done.error(), exitCodeOfReconcile(done.error()));
  std::fprintf(stderr, "%d of %d mended\n", *done, static_cast<int>(ids.size()));
  return *done == ids.size() ? Ok : Negative;
}

int acceptReconcileCommand(const ReconcileOptions& options) {
  Mending mending;
  if (const int code = mending.open(options, false); code != Ok) return code;
  const bool live = mending.profile->live();
  const auto actor = takeHand(*mending.database, options.hand, operations::Deed::MendDrift, live);
  if (!actor) return failReconcile(actor.error(), exitCodeOfHand(actor.error()));
  const QVector<qint64> ids(options.drifts.begin(), options.drifts.end());
  const auto done = operations::acceptDrifts(*mending.database, ids, operations::handOf(*actor, live),
                                             QString::fromStdString(options.reason), mending.clock.now());
  return done ? Ok : failReconcile(done.error(), exitCodeOfReconcile(done.error()));
}

CLI::App* addDriftCommand(CLI::App& reconcile, const char* name, const char* what,
                          const std::shared_ptr<ReconcileOptions>& options, bool writes) {
  CLI::App* command = reconcile.add_subcommand(name, what);
  command->fallthrough();
  auto* drifts = command->add_option("IDS", options->drifts, "Drifts, as the comparison numbers them");
  if (!writes) return command;
  drifts->required();
  command->add_option("--reason", options->reason, "Why; kept in the audit log")->required();
  addHandOptions(*command, options->hand);
  return command;
}

void addDriftCommands(CLI::App& reconcile, const std::shared_ptr<ReconcileOptions>& options, int& exitCode) {
  addDriftCommand(reconcile, "plan", "What would mend these, or all that are open; nothing is changed", options, false)
      ->callback([options, &exitCode] { exitCode = planReconcileCommand(*options); });
  CLI::App* repair = addDriftCommand(
      reconcile, "repair", "Mend these: each in a transaction with its entry in the audit log", options, true);
  repair->add_flag("--as-it-is-now", options->asItIsNow, "Even where the values have moved since the comparison");
  repair->callback([options, &exitCode] { exitCode = repairReconcileCommand(*options); });
  addDriftCommand(reconcile, "accept", "They are right as they are", options, true)->callback([options, &exitCode] {
    exitCode = acceptReconcileCommand(*options);
  });
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
  addDriftCommands(*command, options, exitCode);
  command->require_subcommand(0, 1);
  command->callback([options, command, &exitCode] {
    if (command->get_subcommands().empty()) exitCode = runReconcileCommand(*options);
  });
}

}  // namespace billing::ctl
