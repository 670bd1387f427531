// billingctl listen: the endpoint for webhooks without a display.
#include <cstdio>
#include <memory>
#include <string>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/endsignals.h"
#include "app/billingctl/listenroutes.h"
#include "app/billingctl/tellinginbox.h"
#include "store/database.h"
#include "webhooks/listener.h"
#include "webhooks/wakinginbox.h"

namespace billing::ctl {
namespace {

struct ListenOptions {
  RouteOptions routes;
  std::string database;
  int port = 4242;
  bool printPort = false, verbose = false, json = false, noProcess = false;
};

int failListening(const Error& error, ExitCode code) {
  std::fprintf(stderr, "billingctl listen: %s\n", describe(error).c_str());
  return code;
}

void tellStart(const ListenOptions& options, const std::vector<webhooks::ListenerRoute>& routes, std::uint16_t port) {
  if (options.printPort) {
    std::printf("%u\n", static_cast<unsigned>(port));
  } else if (options.json) {
    std::printf("{\"listening\":true,\"port\":%u}\n", static_cast<unsigned>(port));
  } else {
    for (const auto& route : routes)
      std::printf("Listening on http://127.0.0.1:%u%s (%s)\n", static_cast<unsigned>(port), route.route.path.c_str(),
                  std::string(workspace::toString(route.route.scheme)).c_str());
  }
  std::fflush(stdout);
}

void tellEnd(const webhooks::ListenerStatus& status) {
  std::fprintf(stderr, "Stopped: %llu accepted, %llu duplicate, %llu rejected, %llu not stored\n",
               static_cast<unsigned long long>(status.accepted), static_cast<unsigned long long>(status.duplicates),
               static_cast<unsigned long long>(status.rejected), static_cast<unsigned long long>(status.storeFailures));
}

int serve(const ListenOptions& options, std::vector<webhooks::ListenerRoute> routes) {
  const EndSignals endSignals;
  const SystemClock clock;
  auto config = databaseConfig(options.database);
  if (!config) return failListening(config.error(), Usage);
  config->readers = 1;
  const auto database = store::Database::open(*config, clock);
  if (!database) return failListening(database.error(), StoreFailure);

  webhooks::Processor processor(**database, clock);
  webhooks::WakingInbox waking((*database)->inbox(), processor);
  store::EventInbox& inbox = options.noProcess ? (*database)->inbox() : waking;
  std::unique_ptr<TellingInbox> telling;
  if (options.verbose || options.json) telling = std::make_unique<TellingInbox>(inbox, options.json);
  webhooks::ListenerConfig listenerConfig;
  listenerConfig.port = static_cast<std::uint16_t>(options.port);
  listenerConfig.routes = routes;
  webhooks::Listener listener(listenerConfig, telling ? *telling : inbox, clock);
  const auto port = listener.start();
  if (!port) return failListening(port.error(), NetworkFailure);
  if (!options.noProcess) processor.start();
  tellStart(options, routes, *port);
  endSignals.wait();
  listener.stop();
  processor.stop();  // what is left stays pending for the next run
  tellEnd(listener.status());
  return Ok;
}

int run(const ListenOptions& options) {
  auto routes = listenRoutes(options.routes);
  if (!routes) return failListening(routes.error(), routes.error().kind == ErrorKind::NotFound ? Unreadable : Usage);
  return serve(options, std::move(*routes));
}

}  // namespace

void addListenCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<ListenOptions>();
  CLI::App* command = root.add_subcommand("listen", "Receive webhooks: verify, store, answer, process");
  command->add_option("--port", options->port, "Port on 127.0.0.1 and [::1]; 0: the system picks one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command->add_option("--database", options->database, "SQLite file; made when it does not exist")->required();
  command
      ->add_option("--route", options->routes.routes,
                   "PATH=SCHEME with standard-webhooks, svix, stripe, github or hmac-header:NAME; may be repeated")
      ->allow_extra_args(false)
      ->required();
  command
      ->add_option("--secret-file", options->routes.secretFiles,
                   "FILE with the signing secrets of all routes, or PATH=FILE for one of them; may be repeated")
      ->allow_extra_args(false)
      ->required();
  command->add_option("--provider", options->routes.provider, "Whose events: dodo or stripe; else as the scheme says")
      ->check(CLI::IsMember({"dodo", "stripe"}));
  command
      ->add_option("--bad-signature-status", options->routes.badSignatureStatus, "What a wrong signature is answered")
      ->check(CLI::IsMember({400, 401}))
      ->capture_default_str();
  command->add_flag("--print-port", options->printPort, "Print the port, alone on the first line, once it accepts");
  command->add_flag("--verbose", options->verbose, "Print one line for each delivery");
  command->add_flag("--json", options->json, "Print one JSON object for each delivery");
  command->add_flag("--no-process", options->noProcess,
                    "Store only; events stay pending until something processes them");
  command->footer("Ends cleanly with SIGINT or SIGTERM: running answers are finished, exit code 0.");
  command->callback([options, &exitCode] { exitCode = run(*options); });
}

}  // namespace billing::ctl
