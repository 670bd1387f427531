// billingctl sandbox: a stand-in for both payment providers on this machine.
#include <cstdio>
#include <memory>

#include "app/billingctl/commands.h"
#include "app/billingctl/endsignals.h"
#include "app/billingctl/workspaceoption.h"
#include "sandbox/sandbox.h"
#include "sandbox/workspaceseeds.h"
#include "webhooks/signature.h"
#include "workspace/secretstore.h"

namespace billing::ctl {
namespace {

struct SandboxCommandOptions {
  std::string database, deliverTo, secretFile, workspace;
  int port = 4010;
  double faster = 1;
  bool printPort = false, json = false;
};

int failSandbox(const Error& error, int code) {
  std::fprintf(stderr, "billingctl sandbox: %s\n", describe(error).c_str());
  return code;
}

Result<void> readDeliverySecrets(const std::string& file, sandbox::SandboxOptions& options) {
  const auto secrets = workspace::readSecretFile(file);
  if (!secrets) return failure(secrets.error());
  std::string& dodo = options.dodoSecret;
  std::string& stripe = options.stripeSecret;
  for (const workspace::Secret& secret : *secrets) {
    if (secret.label != "stripe" && dodo.empty()) dodo = secret.text;
    if (secret.label != "dodo" && stripe.empty()) stripe = secret.text;
  }
  return {};
}

Result<sandbox::SandboxOptions> sandboxOptions(const SandboxCommandOptions& wanted) {
  sandbox::SandboxOptions options;
  options.port = static_cast<std::uint16_t>(wanted.port);
  options.file = wanted.database;
  options.deliverTo = wanted.deliverTo;
  options.retryFactor = 1 / wanted.faster;
  if (!wanted.secretFile.empty())
    if (auto read = readDeliverySecrets(wanted.secretFile, options); !read) return failure(read.error());
  if (wanted.workspace.empty()) return options;
  const auto profile = readWorkspace(wanted.workspace);
  if (!profile) return failure(profile.error());
  options.products = sandbox::seedsOf(*profile);
  return options;
}

// Events that nobody can sign would be delivered to nobody, without a word.
std::optional<Error> whyUnsigned(const sandbox::SandboxOptions& options) {
  if (options.deliverTo.empty()) return std::nullopt;
  const std::string hint = "Give --secret-file FILE: one line, or one with label=dodo and one with label=stripe";
  if (options.dodoSecret.empty() && options.stripeSecret.empty())
    return Error{ErrorKind::InvalidInput,
                 "no_secret",
                 "Nothing says what the events for --deliver-to are signed with",
                 {},
                 hint,
                 false,
                 {}};
  if (options.dodoSecret.empty()) return std::nullopt;
  const auto unfit = webhooks::checkSecret(workspace::SignatureScheme::StandardWebhooks, options.dodoSecret);
  if (!unfit) return std::nullopt;
  return Error{ErrorKind::InvalidInput,
               "unfit_secret",
               "Dodo's events cannot be signed with the secret of --secret-file",
               unfit->message,
               "Use a Standard Webhooks secret, or write label=stripe behind one that is for Stripe only",
               false,
               {}};
}

void tellSandbox(const SandboxCommandOptions& wanted, std::uint16_t port) {
  const auto number = static_cast<unsigned>(port);
  if (wanted.printPort)
    std::printf("%u\n", number);
  else if (wanted.json)
    std::printf("{\"sandbox\":true,\"port\":%u,\"base\":\"http://127.0.0.1:%u\"}\n", number, number);
  else
    std::printf(
        "Sandbox, no money moves: http://127.0.0.1:%u\n  Stripe   /v1\n  Dodo     everything else\n"
        "  control  /sandbox\n",
        number);
  std::fflush(stdout);
}

void tellSandboxEnd(const SandboxCommandOptions& wanted, const sandbox::SandboxStatus& status) {
  std::fprintf(wanted.json ? stdout : stderr,
               wanted.json ? "{\"calls\":%llu,\"delivered\":%llu,\"waiting\":%llu,\"failed\":%llu}\n"
                           : "Stopped: %llu calls, %llu delivered, %llu waiting, %llu failed\n",
               static_cast<unsigned long long>(status.calls), static_cast<unsigned long long>(status.delivered),
               static_cast<unsigned long long>(status.waiting), static_cast<unsigned long long>(status.failed));
}

int runSandbox(const SandboxCommandOptions& wanted) {
  auto options = sandboxOptions(wanted);
  if (!options) return failSandbox(options.error(), Unreadable);
  if (const auto why = whyUnsigned(*options)) return failSandbox(*why, Usage);
  const EndSignals endSignals;
  const SystemClock clock;
  sandbox::Sandbox box(std::move(*options), clock);
  const auto port = box.start();
  if (!port) {
    const ErrorKind kind = port.error().kind;
    const bool socket =
        port.error().code == "port_in_use" || kind == ErrorKind::Forbidden || kind == ErrorKind::Unavailable;
    return failSandbox(port.error(), socket ? NetworkFailure : StoreFailure);
  }
  tellSandbox(wanted, *port);
  endSignals.wait();
  box.stop();
  tellSandboxEnd(wanted, box.status());
  return Ok;
}

}  // namespace

void addSandboxCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<SandboxCommandOptions>();
  CLI::App* command =
      root.add_subcommand("sandbox", "Stand in for Dodo Payments and Stripe on this machine; no money moves");
  command->add_option("--port", options->port, "Port on 127.0.0.1 and [::1]; 0: the system picks one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command->add_option("--database", options->database,
                      "FILE that keeps everything; made when it does not exist. Without: in memory");
  command->add_option("--deliver-to", options->deliverTo,
                      "URL that all events go to, besides the webhook endpoints that clients register");
  command->add_option("--secret-file", options->secretFile,
                      "FILE with what those are signed with: one line, or one with label=dodo and one with "
                      "label=stripe");
  command->add_option("--workspace", options->workspace,
                      "FILE with a workspace's profile, or one that comes with the program: its plans and packs are "
                      "there from the start");
  command
      ->add_option("--faster", options->faster,
                   "How many times faster than the providers failed deliveries are "
                   "repeated")
      ->check(CLI::Range(0.001, 1e9))
      ->capture_default_str();
  command->add_flag("--print-port", options->printPort, "Print the port, alone on the first line, once it accepts");
  command->add_flag("--json", options->json, "Print one JSON object at the start and one at the end");
  command->footer(
      "Keys: any that looks like a test key. Cards: 4242 4242 4242 4242 pays, 4000 0000 0000 0002 is declined,\n"
      "4000 0025 0000 3155 asks for 3-D Secure, 4000 0000 0000 0341 fails when it is charged later.\n"
      "Control: GET /sandbox, GET /sandbox/charges, POST /sandbox/clock {\"months\": 1}, POST /sandbox/deliveries,\n"
      "POST /sandbox/faults {\"stage\": \"drop_after\", \"times\": 1}.\n"
      "Ends cleanly with SIGINT or SIGTERM, exit code 0.");
  command->callback([options, &exitCode] { exitCode = runSandbox(*options); });
}

}  // namespace billing::ctl
