// billingctl bulk: one order over many objects.
#include <cstdio>

#include "app/billingctl/bulktelling.h"
#include "app/billingctl/bulkwork.h"
#include "app/billingctl/commands.h"
#include "app/billingctl/whoacts.h"

namespace billing::ctl {
namespace {

using operations::BulkSteer;
using Shared = std::shared_ptr<BulkOptions>;

int listBulk(const BulkOptions& options) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failBulk(database.error());
  constexpr int kMostRuns = 200;
  const auto runs = (*database)
                        ->read<QVector<store::BulkRunRow>>(
                            [](QSqlDatabase& connection) { return store::BulkRepository::list(connection, kMostRuns); })
                        .result();
  if (!runs) return failBulk(runs.error());
  for (const auto& run : *runs) tellBulkRun(run, options.json);
  return Ok;
}

int showBulk(const BulkOptions& options) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failBulk(database.error());
  const auto report = (*database)
                          ->read<operations::BulkReport>(
                              [&](QSqlDatabase& connection) { return operations::bulkReport(connection, options.run); })
                          .result();
  if (!report) return failBulk(report.error());
  tellBulkReport(*report, options.json);
  return Ok;
}

using BulkWrite =
    std::function<Result<store::BulkRunRow>(store::WriteContext& context, const operations::Actor& actor, Instant now)>;

// What holds it back needs no unlocked mode.
int writeBulkRun(const BulkOptions& options, bool goesOn, const BulkWrite& work) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failBulk(profile.error(), Unreadable);
  const auto database = openDatabase(options.where.database, false);
  if (!database) return failBulk(database.error());
  const auto actor = goesOn ? whoSaysSo(**database, *profile, options.unlock) : whoActs(**database);
  if (!actor) return failBulk(actor.error());
  Result<store::BulkRunRow> run = store::BulkRunRow{};
  const auto kept = written(**database, [&](store::WriteContext& context) {
    run = work(context, *actor, SystemClock().now());
    return run ? Result<void>() : Result<void>(failure(run.error()));
  });
  if (!kept) return failBulk(kept.error());
  tellBulkRun(*run, options.json);
  return Ok;
}

int steerBulkCommand(const BulkOptions& options, BulkSteer steer) {
  const bool goesOn = steer == BulkSteer::Resume;
  return writeBulkRun(options, goesOn, [&](store::WriteContext& context, const operations::Actor& actor, Instant now) {
    return operations::steerBulk(context, options.run, steer, QString::fromStdString(options.note), actor, now);
  });
}

int decideBulkCommand(const BulkOptions& options, bool approve) {
  return writeBulkRun(options, approve, [&](store::WriteContext& context, const operations::Actor& actor, Instant now) {
    return operations::decideBulk(context, options.run, approve, QString::fromStdString(options.note), actor, now);
  });
}

void addBulkPreview(CLI::App& bulk, const Shared& options, bool start, int& exitCode) {
  CLI::App* command = start ? bulk.add_subcommand("start", "Do it to all of them, and report each outcome")
                            : bulk.add_subcommand("preview", "What it would do in sum; nothing is changed");
  addWorkspaceOptions(*command, options->where);
  addProviderOptions(*command, options->provider);
  addBulkOptions(*command, options->order, options->choice);
  command->add_flag("--json", options->json, "Print one JSON object");
  if (start) {
    command->add_option("--unlock", options->unlock, "REASON for which live mode is opened for this one run");
    command->add_option("--confirm", options->typed, "Live: how many would be changed, as the preview tells");
    command->add_option("--undo-ms", options->undoMs, "How long the run waits in sight, instead of the workspace's")
        ->check(CLI::Range(0, 600'000));
    command->add_flag("--detach", options->detach, "Leave it to the console, or to `bulk run`");
  }
  command->footer(
      "Each object is changed once, whatever happens: killed in the middle, `bulk run ID` goes on. A call without\n"
      "answer pauses the run and is settled by asking. Exit code 1: some were refused, or it stands still.");
  command->callback(
      [options, start, &exitCode] { exitCode = start ? startBulkCommand(*options) : previewBulkCommand(*options); });
}

void addBulkId(CLI::App& command, BulkOptions& options) {
  command.add_option("ID", options.run, "The run, as `bulk list` numbers it")->required();
  command.add_flag("--json", options.json, "Print one JSON object");
}

void addBulkReading(CLI::App& bulk, const Shared& options, int& exitCode) {
  CLI::App* list = bulk.add_subcommand("list", "Runs, newest first");
  list->add_option("--database", options->where.database, "SQLite file of the workspace")->required();
  list->add_flag("--json", options->json, "One JSON object a line");
  list->callback([options, &exitCode] { exitCode = listBulk(*options); });
  CLI::App* show = bulk.add_subcommand("show", "What became of each object");
  show->add_option("--database", options->where.database, "SQLite file of the workspace")->required();
  addBulkId(*show, *options);
  show->callback([options, &exitCode] { exitCode = showBulk(*options); });
}

CLI::App* addBulkWriting(CLI::App& bulk, const char* name, const char* what, const Shared& options) {
  CLI::App* command = bulk.add_subcommand(name, what);
  addWorkspaceOptions(*command, options->where);
  addBulkId(*command, *options);
  command->add_option("--note", options->note, "Why");
  command->add_option("--unlock", options->unlock, "REASON for which live mode is opened: to go on, or to agree");
  return command;
}

void addBulkSteering(CLI::App& bulk, const Shared& options, int& exitCode) {
  const std::pair<BulkSteer, const char*> steers[] = {
      {BulkSteer::Pause, "Nothing more leaves; what is under way ends"},
      {BulkSteer::Resume, "Go on (by the console, or `bulk run`)"},
      {BulkSteer::Stop, "Skip what is left, for good"},
      {BulkSteer::Withdraw, "Undo the whole run while it waits in sight"}};
  for (const auto& [steer, what] : steers)
    addBulkWriting(bulk, std::string(operations::toString(steer)).c_str(), what, options)
        ->callback([options, steer = steer, &exitCode] { exitCode = steerBulkCommand(*options, steer); });
  addBulkWriting(bulk, "approve", "A second person's yes to the whole run", options)->callback([options, &exitCode] {
    exitCode = decideBulkCommand(*options, true);
  });
  addBulkWriting(bulk, "reject", "A second person's no", options)->callback([options, &exitCode] {
    exitCode = decideBulkCommand(*options, false);
  });
}

}  // namespace

void addBulkCommand(CLI::App& root, int& exitCode) {
  CLI::App* bulk = root.add_subcommand("bulk", "One order over many subscriptions, payments or accounts");
  bulk->require_subcommand(1);
  addBulkPreview(*bulk, std::make_shared<BulkOptions>(), false, exitCode);
  addBulkPreview(*bulk, std::make_shared<BulkOptions>(), true, exitCode);
  const auto options = std::make_shared<BulkOptions>();
  CLI::App* run = bulk->add_subcommand("run", "Go on with a run that was interrupted or resumed");
  addWorkspaceOptions(*run, options->where);
  addProviderOptions(*run, options->provider);
  addBulkId(*run, *options);
  run->add_option("--ask-after", options->askAfter, "When what is unconfirmed is asked for: 2000,10000")->group("");
  run->add_option("--not-done-after", options->notDoneAfterMs, "In ms")->group("");
  run->callback([options, &exitCode] { exitCode = runBulkCommand(*options); });
  addBulkReading(*bulk, options, exitCode);
  addBulkSteering(*bulk, options, exitCode);
}

}  // namespace billing::ctl
