// billingctl demo: fills a new database with a believable year of signed events.
#include <cstdio>
#include <memory>
#include <string>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/interruption.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/filldemo.h"
#include "store/database.h"

namespace billing::ctl {
namespace {

struct DemoOptions {
  std::string workspace = "demo", database, now;
  std::optional<int> customers;
  operations::DemoRequest request;
  bool quiet = false, json = false;
};

ExitCode demoExitCode(const Error& error) {
  switch (error.kind) {
    case ErrorKind::InvalidInput:
      return Usage;
    case ErrorKind::Conflict:
    case ErrorKind::Internal:
      return Negative;
    case ErrorKind::Cancelled:
      return Interrupted;
    default:
      return error.code == "demo_connection" ? NetworkFailure : StoreFailure;
  }
}

int failDemo(const Error& error, ExitCode code) {
  std::fprintf(stderr, "billingctl demo: %s\n", describe(error).c_str());
  return code;
}

void showProgress(int done, int total, const char* what) {
  if (done % 50 != 0 && done != total) return;
  std::fprintf(stderr, "\r%d of %d %s%s", done, total, what, done == total ? "\n" : "");
  std::fflush(stderr);
}

void tellDemo(const DemoOptions& options, const operations::DemoReport& report) {
  if (options.json) {
    std::printf("{\"events\":%d,\"requests\":%d,\"refused\":%d,\"accounts\":%d,\"actions\":%d}\n", report.events,
                report.requests, report.refused, report.accounts, report.actions);
  } else if (!options.quiet) {
    std::printf("%d events in %d requests, %d of them refused as they should be: %s\n", report.events, report.requests,
                report.refused, options.database.c_str());
    if (report.accounts > 0)
      std::printf("%d accounts, %d uses of the product counted or refused\n", report.accounts, report.actions);
  }
}

// Live workspaces are no place for stories.
Result<workspace::Profile> profileOf(const std::string& workspace) {
  auto profile = readWorkspace(workspace);
  if (profile && profile->live())
    return failure(ErrorKind::InvalidInput, "demo_live", "The demo does not fill a live workspace", {},
                   "Take one in test mode");
  return profile;
}

int runDemo(DemoOptions options) {
  const SystemClock clock;
  const auto now =
      options.now.empty() ? std::optional(Instant::fromSeconds(clock.now().seconds())) : fromIso8601(options.now);
  if (!now) {
    std::fprintf(stderr, "billingctl demo: --now is not a time in ISO 8601, such as 2026-03-01T12:00:00Z\n");
    return Usage;
  }
  options.request.now = *now;
  options.request.origin = QStringLiteral("billingctl");
  const auto profile = profileOf(options.workspace);
  if (!profile) return failDemo(profile.error(), Unreadable);
  const bool hasRules = !profile->rules.empty();
  options.request.profile = hasRules ? &*profile : nullptr;
  options.request.customers = options.customers.value_or(hasRules ? operations::DemoRequest::customersOfASystem
                                                                  : operations::DemoRequest().customers);
  const auto config = databaseConfig(options.database);
  if (!config) return failDemo(config.error(), Usage);
  const auto database = store::Database::open(*config, clock);
  if (!database) return failDemo(database.error(), StoreFailure);
  heedInterruption();  // what is already stored stays
  const auto report = operations::fillDemo(
      **database, options.request,
      [&](int done, int total) {
        if (!options.quiet) showProgress(done, total, hasRules ? "days" : "events");
      },
      interruption());
  if (!report) return failDemo(report.error(), demoExitCode(report.error()));
  tellDemo(options, *report);
  return Ok;
}

}  // namespace

void addDemoCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<DemoOptions>();
  CLI::App* command = root.add_subcommand("demo", "Fill a new database with a believable year of signed events");
  command->add_option("--database", options->database, "SQLite file; made when it does not exist, must hold no events")
      ->required();
  command
      ->add_option("--workspace", options->workspace,
                   "Whose story: a profile's FILE, or one that comes with the program (persistq, adminer, llmxt, "
                   "howmuchshouldiprice, pixell)")
      ->default_str("demo");
  command->add_option("--seed", options->request.seed, "The same seed and --now make the same year")
      ->capture_default_str();
  command
      ->add_option("--customers", options->customers,
                   "How many sign up in the year; without it 300, or 100 in a workspace with rules")
      ->check(CLI::Range(1, 100'000));
  command->add_option("--months", options->request.months, "How long the year is")
      ->check(CLI::Range(1, 36))
      ->capture_default_str();
  command->add_option("--now", options->now, "When the year ends, in ISO 8601; without it: now");
  command->add_flag("--quiet", options->quiet, "No progress and no summary");
  command->add_flag("--json", options->json, "Print the summary as one JSON object");
  command->footer(
      "Every event is signed and sent over HTTP to a listener on the loopback interface that lives as long as the "
      "command:\n"
      "no row is inserted behind its back. In a workspace with rules the product is used as well, as its local API "
      "would\n"
      "count it, and the nightly jobs run. Some are refused, late, repeated or unreadable, as in real life.");
  command->callback([options, &exitCode] { exitCode = runDemo(*options); });
}

}  // namespace billing::ctl
