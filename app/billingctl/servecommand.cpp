// billingctl serve: a whole workspace without a display: webhooks, its rules, the local API, the jobs.
#include <QDir>
#include <QStandardPaths>
#include <cstdio>
#include <memory>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/endsignals.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/fileclock.h"
#include "app/billingctl/servedworkspace.h"
#include "app/billingctl/tellinginbox.h"
#include "app/billingctl/workspaceoption.h"
#include "workspace/connection.h"

namespace billing::ctl {
namespace {

struct ServeOptions {
  std::string workspace, database, clockFile;
  std::vector<std::string> secretFiles;
  int port = -1;
  bool printPort = false, verbose = false, json = false;
};

int failServing(const Error& error, int code) {
  std::fprintf(stderr, "billingctl serve: %s\n", describe(error).c_str());
  return code;
}

QString databaseOf(const ServeOptions& options, const workspace::Profile& profile) {
  if (!options.database.empty()) return QString::fromStdString(options.database);
  if (!profile.databaseFile.empty()) return QString::fromStdString(profile.databaseFile);
  const QDir folder(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                    QStringLiteral("/billing-console"));
  if (!folder.exists()) folder.mkpath(QStringLiteral("."));
  return folder.filePath(QString::fromStdString(profile.id + ".sqlite"));
}

// An option counts before the profile; a password that came as a secret before that of the environment.
Result<store::DatabaseConfig> servedDatabase(const ServeOptions& options, const workspace::Profile& profile,
                                             const ServeSecrets& secrets) {
  const bool server = options.database.empty() && profile.database.isUsed();
  auto config = databaseConfig(server ? std::string() : databaseOf(options, profile).toStdString(), &profile);
  if (config && server && !secrets.databasePassword.empty())
    config->password = QString::fromStdString(secrets.databasePassword);
  return config;
}

void tellServing(const ServeOptions& options, const workspace::Profile& profile, std::uint16_t port,
                 const std::string& sandboxBase) {
  const auto number = static_cast<unsigned>(port);
  if (options.printPort) {
    std::printf("%u\n", number);
  } else if (options.json) {
    std::printf("{\"serving\":true,\"workspace\":\"%s\",\"port\":%u,\"sandbox\":\"%s\"}\n", profile.id.c_str(), number,
                sandboxBase.c_str());
  } else {
    std::printf("%s (%s mode) on http://127.0.0.1:%u\n", profile.name.c_str(), profile.live() ? "live" : "test",
                number);
    for (const auto& route : profile.routes) std::printf("  webhooks  %s\n", route.path.c_str());
    if (profile.api.enabled) std::printf("  API       /api, /metrics\n");
    if (!sandboxBase.empty()) std::printf("  sandbox   %s, no money moves\n", sandboxBase.c_str());
  }
  std::fflush(stdout);
}

void tellServed(const webhooks::ListenerStatus& status) {
  std::fprintf(stderr, "Stopped: %llu accepted, %llu duplicate, %llu rejected, %llu not stored\n",
               static_cast<unsigned long long>(status.accepted), static_cast<unsigned long long>(status.duplicates),
               static_cast<unsigned long long>(status.rejected), static_cast<unsigned long long>(status.storeFailures));
}

int serveWorkspace(const ServeOptions& options, const workspace::Profile& profile, const ServeSecrets& secrets,
                   const Clock& clock) {
  const EndSignals endSignals;
  const auto config = servedDatabase(options, profile, secrets);
  if (!config) return failServing(config.error(), Usage);
  const auto database = store::Database::open(*config, clock);
  if (!database) return failServing(database.error(), StoreFailure);
  const auto telling = [&](store::EventInbox& inbox) -> std::unique_ptr<store::EventInbox> {
    if (!options.verbose && !options.json) return nullptr;
    return std::make_unique<TellingInbox>(inbox, options.json);
  };
  ServedWorkspace served(profile, secrets, **database, clock, telling);
  if (workspace::usesSandbox(profile)) served.useSandbox(sandbox::sandboxFileOf(config->file.toStdString()));
  const auto port = served.start(options.port < 0 ? profile.port : static_cast<std::uint16_t>(options.port));
  if (!port) return failServing(port.error(), NetworkFailure);
  tellServing(options, profile, *port, served.sandboxBase());
  endSignals.runUntil();
  served.stop();
  tellServed(served.status());
  return Ok;
}

int runServe(const ServeOptions& options) {
  const auto profile = readWorkspace(options.workspace);
  if (!profile) return failServing(profile.error(), Unreadable);
  const auto secrets = serveSecrets(*profile, options.secretFiles);
  if (!secrets) return failServing(secrets.error(), secrets.error().kind == ErrorKind::NotFound ? Unreadable : Usage);
  if (options.clockFile.empty()) return serveWorkspace(options, *profile, *secrets, SystemClock());
  const FileClock clock(options.clockFile);
  if (profile->live() || !clock.good())
    return failServing({ErrorKind::InvalidInput,
                        "bad_clock",
                        "This clock cannot be used",
                        profile->live() ? "A workspace in live mode keeps the real time"
                                        : "The file holds no time like 2026-03-01T12:00:00Z",
                        {},
                        false,
                        {}},
                       Usage);
  return serveWorkspace(options, *profile, *secrets, clock);
}

}  // namespace

void addServeCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = root.add_subcommand("serve", "Serve a workspace: webhooks, its rules, and the local API");
  command
      ->add_option("--workspace", options->workspace,
                   "FILE with the workspace's profile, or one that comes with the program: persistq, adminer, llmxt, "
                   "howmuchshouldiprice, pixell")
      ->required();
  command->add_option("--database", options->database,
                      "SQLite file; made when it does not exist. Without: what the profile says, else the data folder");
  command
      ->add_option("--port", options->port, "Port on 127.0.0.1 and [::1] instead of the profile's; 0: the system picks")
      ->check(CLI::Range(0, 65535));
  command
      ->add_option(
          "--secret-file", options->secretFiles,
          "NAME=FILE with a secret as the profile names it (dodo, stripe, api), or FILE for all of them; may be "
          "repeated")
      ->allow_extra_args(false);
  command->add_option("--clock-file", options->clockFile,
                      "FILE with the time to go by, for rehearsals in test mode; read anew when it changes");
  command->add_flag("--print-port", options->printPort, "Print the port, alone on the first line, once it accepts");
  command->add_flag("--verbose", options->verbose, "Print one line for each delivery");
  command->add_flag("--json", options->json, "Print one JSON object for each delivery");
  command->footer(
      "The API needs Authorization: Bearer TOKEN, with the token from the secret that the profile names (api).\n"
      "Ends cleanly with SIGINT or SIGTERM: running answers are finished, exit code 0.");
  command->callback([options, &exitCode] { exitCode = runServe(*options); });
}

}  // namespace billing::ctl
