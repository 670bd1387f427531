// billingctl downgrade, top-up and expire: the jobs of the timetable, by hand, from cron or from a systemd timer.
#include <QDeadlineTimer>
#include <array>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/interruption.h"
#include "app/billingctl/jobtelling.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/audited.h"
#include "operations/jobs/dryrunbeside.h"
#include "operations/jobs/timetable.h"
#include "store/repositories/jobrepository.h"

namespace billing::ctl {
namespace {

using operations::JobKind;
using operations::JobReport;
using operations::JobRequest;

struct JobOptions {
  WorkspaceOptions where;
  HandOptions hand;
  std::string at;
  int waitSeconds = 0;
  bool dryRun = false, run = false, scheduled = false, json = false;
};

struct JobCommand {
  const char* name;
  const char* description;
  JobKind kind;
};

constexpr std::array kJobs{
    JobCommand{"downgrade", "Take away plans that have ended: cancelled, unpaid after the grace, trial over",
               JobKind::Downgrade},
    JobCommand{"top-up", "Ask for automatic top-ups of credits that run low", JobKind::TopUp},
    JobCommand{"expire", "Let lapse what is over: credits, trials, grace, access", JobKind::Expire},
};

int failJob(const JobCommand& job, Error error, int code) {
  if (error.kind == ErrorKind::Busy)
    error.hint = "Run it there: the Jobs pane of the console does the same, or end that program first";
  std::fprintf(stderr, "billingctl %s: %s\n", job.name, describe(error).c_str());
  return code;
}

// What was cancelled or stopped is told by the exit code; the switch or the profile stops the timer on purpose.
int exitCodeOf(const JobReport& report, bool scheduled) {
  if (interruption().cancelled()) return Interrupted;
  if (report.run.failed > 0) return Negative;
  return report.run.status == u"done" || scheduled ? Ok : Negative;
}

JobRequest requestOf(const JobCommand& job, const JobOptions& options, const BillingRules& rules, Instant now) {
  JobRequest request;
  request.kind = job.kind;
  request.dryRun = options.dryRun;
  request.askedBy = options.scheduled ? QStringLiteral("schedule") : QStringLiteral("billingctl");
  if (options.scheduled) request.scheduledFor = operations::lastSlot(rules, job.kind, now);
  return request;
}

Result<JobReport> runInterruptibly(store::Database& database, const operations::RulesContext& rules,
                                   const JobRequest& request, Instant now) {
  return operations::runJob(database, rules, request, now, {}, interruption());
}

// The timetable needs nobody; a person has a role, and opens live mode with a reason.
Result<JobReport> runByHand(store::Database& database, const JobOptions& options, const operations::RulesContext& rules,
                            JobRequest request, Instant now) {
  const auto actor = takeHand(database, options.hand, operations::Deed::RunJobs, rules.live);
  if (!actor) return failure(actor.error());
  request.hand = operations::handOf(*actor, rules.live);
  return runInterruptibly(database, rules, request, now);
}

// A dry run beside a console only reads, so nothing of it is recorded.
Result<JobReport> dryRunReading(const JobOptions& options, const operations::RulesContext& rules,
                                const JobRequest& request, Instant now) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failure(database.error());
  return operations::dryRunBeside(**database, rules, request, now);
}

// The program that has the database open may run the slot itself, as a console does.
Result<void> refuseWhenSettled(const JobOptions& options, const JobRequest& request) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failure(database.error());
  const auto settled = (*database)
                           ->read<bool>([&](QSqlDatabase& connection) {
                             store::WriteContext context(connection, (*database)->dialect());
                             return store::JobRepository::isSettled(context, QString::fromUtf8(toString(request.kind)),
                                                                    *request.scheduledFor);
                           })
                           .result();
  if (!settled) return failure(settled.error());
  if (!*settled) return {};
  return failure(ErrorKind::Conflict, "slot_settled", "This run of the timetable is done already",
                 "by the program that has the database open");
}

// Until it is free, the slot is settled, or the patience is over.
Result<std::unique_ptr<store::Database>> openPatiently(const JobOptions& options, const JobRequest& request) {
  const QDeadlineTimer patience(std::chrono::seconds(options.waitSeconds));
  while (true) {
    auto database = openDatabase(options.where.database, false);
    if (database || database.error().kind != ErrorKind::Busy) return database;
    if (request.scheduledFor)
      if (auto open = refuseWhenSettled(options, request); !open) return failure(open.error());
    const Instant look{SystemClock().now().ms + 500};  // another process gives no sign when it lets go
    if (patience.hasExpired() || !waitUntil(look, SystemClock())) return database;
  }
}

Result<JobReport> carryOut(const JobOptions& options, const operations::RulesContext& rules, const JobRequest& request,
                           Instant now) {
  const auto database = openPatiently(options, request);
  if (database && request.byHand()) return runByHand(**database, options, rules, request, now);
  if (database) return runInterruptibly(**database, rules, request, now);
  if (request.dryRun && database.error().kind == ErrorKind::Busy) return dryRunReading(options, rules, request, now);
  return failure(database.error());
}

int runJobCommand(const JobCommand& job, const JobOptions& options) {
  if (options.dryRun == options.run) throw CLI::RequiredError("One of --dry-run and --run");
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failJob(job, profile.error(), Unreadable);
  const auto now = momentOf(options.at);
  if (!now) return failJob(job, now.error(), Usage);
  const operations::RulesContext rules{profile->rules, profile->provider, profile->live()};
  heedInterruption();
  const auto report = carryOut(options, rules, requestOf(job, options, profile->rules, *now), *now);
  if (!report && report.error().code == "slot_settled") {
    std::fprintf(stderr, "billingctl %s: %s\n", job.name, describe(report.error()).c_str());
    return Ok;
  }
  if (!report) return failJob(job, report.error(), exitCodeOfHand(report.error()));
  options.json ? tellJobJson(*report) : tellJob(*report);
  return exitCodeOf(*report, options.scheduled);
}

void addJob(CLI::App& root, const JobCommand& job, int& exitCode) {
  auto options = std::make_shared<JobOptions>();
  CLI::App* command = root.add_subcommand(job.name, job.description);
  addWorkspaceOptions(*command, options->where);
  auto* dry = command->add_flag("--dry-run", options->dryRun, "List what a run would do, to whom and why");
  auto* run = command->add_flag("--run", options->run, "Do it");
  run->excludes(dry);
  command
      ->add_flag("--scheduled", options->scheduled,
                 "For timers: this slot of the timetable, once, whoever else may run it")
      ->needs(run);
  command->add_option("--wait", options->waitSeconds, "Seconds to wait for a database that is in use")
      ->check(CLI::Range(0, 3600))
      ->needs(run)
      ->capture_default_str();
  addHandOptions(*command, options->hand);
  command->add_option("--at", options->at, "Judge as of then, in ISO 8601, instead of now");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Idempotent: run twice or killed in the middle, everything is done once, and the next run goes on. A run needs\n"
      "the database for itself; while a console has it open, use its Jobs pane (a dry run works beside it).\n"
      "Exit code 1: something failed, or the job is stopped (by the switch stop_downgrades).\n"
      "For every night at 02:00 UTC: the systemd units billing-console-jobs.service and .timer.");
  command->callback([&job, options, &exitCode] { exitCode = runJobCommand(job, *options); });
}

}  // namespace

void addJobCommands(CLI::App& root, int& exitCode) {
  for (const JobCommand& job : kJobs) addJob(root, job, exitCode);
}

}  // namespace billing::ctl
