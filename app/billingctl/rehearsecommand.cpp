// billingctl rehearse: on a copy of the database, beside whoever has it open; nobody is called.
#include <QSaveFile>
#include <cstdio>

#include "app/billingctl/bulkoptions.h"
#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/interruption.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/jobs/jobs.h"
#include "operations/rehearsal/rehearsal.h"

namespace billing::ctl {
namespace {

using operations::Rehearsal;

struct RehearseOptions {
  WorkspaceOptions where;
  BulkOrderOptions order;
  BulkChoiceOptions choice;
  operations::PriceMigration migration;
  std::string at, charge, csv;
  bool now = false, json = false;
};
using RehearseShared = std::shared_ptr<RehearseOptions>;
using RehearseWork =
    std::function<Result<Rehearsal>(const operations::RehearsalStage& stage, const CancelToken& cancel)>;

int failRehearsal(const Error& error, int code) {
  std::fprintf(stderr, "billingctl rehearse: %s\n", describe(error).c_str());
  return code;
}

int exitCodeOfRehearsal(const Error& error) {
  if (error.kind == ErrorKind::Cancelled) return Interrupted;
  return error.kind == ErrorKind::InvalidInput ? Negative : exitCodeOfStore(error);
}

Result<void> writeCsv(const std::string& path, const Rehearsal& rehearsal) {
  QSaveFile file(QString::fromStdString(path));
  const QByteArray csv = operations::rehearsalCsv(rehearsal);
  if (file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size() && file.commit()) return {};
  return failure(ErrorKind::ReadOnly, "not_written", "The report could not be written",
                 file.errorString().toStdString(), "Choose another folder");
}

int rehearse(const RehearseOptions& options, const RehearseWork& work) {
  const SystemClock clock;
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failRehearsal(profile.error(), Unreadable);
  const auto database = openDatabase(options.where.database, true);
  if (!database)
    return failRehearsal(database.error(),
                         database.error().code == "database_missing" ? Unreadable : exitCodeOfStore(database.error()));
  heedInterruption();
  const operations::RehearsalStage stage{
      **database, {profile->rules, profile->provider, profile->live()}, profile->admin, clock};
  const auto rehearsal = work(stage, interruption());
  if (!rehearsal) return failRehearsal(rehearsal.error(), exitCodeOfRehearsal(rehearsal.error()));
  if (!options.csv.empty())
    if (const auto kept = writeCsv(options.csv, *rehearsal); !kept) return failRehearsal(kept.error(), Unreadable);
  const QByteArray told = options.json ? operations::rehearsalJson(*rehearsal) : operations::rehearsalText(*rehearsal);
  std::printf("%s", told.constData());
  return Ok;
}

// The next run of the timetable, unless another moment is given.
Result<Instant> rehearsedMoment(const RehearseOptions& options, const operations::RehearsalStage& stage) {
  if (!options.at.empty()) return momentOf(options.at);
  if (options.now) return stage.clock.now();
  return operations::nextRun(stage.rules.rules, operations::JobKind::Downgrade, stage.clock.now());
}

void addRehearsalOutput(CLI::App& command, RehearseOptions& options) {
  addWorkspaceOptions(command, options.where);
  command.add_flag("--json", options.json, "Print one JSON object");
  command.add_option("--csv", options.csv, "FILE for the list as CSV");
}

void addRehearseDowngrade(CLI::App& root, int& exitCode) {
  const auto options = std::make_shared<RehearseOptions>();
  CLI::App* command = root.add_subcommand("downgrade", "Who would lose their plan in the next nightly run");
  addRehearsalOutput(*command, *options);
  auto* at = command->add_option("--at", options->at, "Judge as of then, in ISO 8601, instead of the next run");
  command->add_flag("--now", options->now, "Judge as of now")->excludes(at);
  command->callback([options, &exitCode] {
    exitCode = rehearse(*options, [&](const auto& stage, const CancelToken& cancel) -> Result<Rehearsal> {
      const auto moment = rehearsedMoment(*options, stage);
      if (!moment) return failure(moment.error());
      return operations::rehearseDowngrade(stage, *moment, cancel);
    });
  });
}

void addRehearseMigration(CLI::App& root, int& exitCode) {
  const auto options = std::make_shared<RehearseOptions>();
  CLI::App* command = root.add_subcommand("migrate", "Every running subscription of one price to another");
  addRehearsalOutput(*command, *options);
  command->add_option("--from", options->migration.from, "Product or price id that they have")->required();
  command->add_option("--to", options->migration.to, "Product or price id that they would get")->required();
  command->add_option("--charge", options->charge,
                      "At once, charging so: prorated, difference, full, none, next_invoice; "
                      "without it with the next period");
  command->callback([options, &exitCode] {
    if (!options->charge.empty()) {
      const auto charge = operations::changeChargeFrom(options->charge);
      if (!charge) throw CLI::ValidationError("--charge: prorated, next_invoice, difference, full or none");
      options->migration.charge = *charge;
      options->migration.atPeriodEnd = false;
    }
    exitCode = rehearse(*options, [&](const auto& stage, const CancelToken& cancel) {
      return operations::rehearseMigration(stage, options->migration, {}, cancel);
    });
  });
}

void addRehearseBulk(CLI::App& root, int& exitCode) {
  const auto options = std::make_shared<RehearseOptions>();
  CLI::App* command = root.add_subcommand("bulk", "One order over many objects");
  addRehearsalOutput(*command, *options);
  addBulkOptions(*command, options->order, options->choice);
  command->callback([options, &exitCode] {
    exitCode = rehearse(*options, [&](const auto& stage, const CancelToken& cancel) -> Result<Rehearsal> {
      const auto order = bulkOrderOf(options->order, stage.rules);
      if (!order) return failure(order.error());
      const auto choice = bulkChoiceOf(options->choice, order->kind);
      if (!choice) return failure(choice.error());
      return operations::rehearseBulk(stage, *order, *choice, {}, cancel);
    });
  });
}

}  // namespace

void addRehearseCommand(CLI::App& root, int& exitCode) {
  CLI::App* command = root.add_subcommand("rehearse", "Who would be hit and by how much, tried on a copy");
  command->require_subcommand(1);
  addRehearseDowngrade(*command, exitCode);
  addRehearseMigration(*command, exitCode);
  addRehearseBulk(*command, exitCode);
  command->footer(
      "Works while the console is open. The real database is only read, and nobody is called: amounts are\n"
      "our own estimates, labelled so. The copy is deleted at the end.");
}

}  // namespace billing::ctl
