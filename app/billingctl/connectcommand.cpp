// billingctl connect: tries the provider's key by reading only, checks or registers the webhook endpoint, keeps both
// secrets where they belong.
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/connecttelling.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/provideroption.h"
#include "app/billingctl/secretsout.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/connect/endpoints.h"
#include "operations/connect/keylook.h"
#include "operations/connect/trykey.h"
#include "workspace/connection.h"

namespace billing::ctl {
namespace {

struct ConnectOptions {
  HandOptions hand;
  std::string workspace, endpoint, secretFile;
  ProviderOptions provider;
  bool registers = false, keeps = false, json = false;
};

int failConnect(const Error& error, int code) {
  std::fprintf(stderr, "billingctl connect: %s\n", describe(error).c_str());
  return code;
}

int exitCodeOfConnect(const Error& error) {
  const bool nobody = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout;
  return nobody ? NetworkFailure : Negative;
}

operations::ProviderMaker makerFor(const workspace::Profile& profile, http::Client& client, const Clock& clock) {
  return [&profile, &client, &clock](const std::string& key, bool live) {
    auto habits = profile.provider == Provider::Stripe ? providers::stripeHabits(profile.apiBase, key)
                                                       : providers::dodoHabits(profile.apiBase, live, key);
    return providers::makeProvider(profile.provider, providers::makeTransport(client, std::move(habits), {}, clock),
                                   clock);
  };
}

// The key and the endpoint's secret, under the names that the workspace reads them by.
Result<void> keepConnection(const workspace::Profile& profile, const ConnectOptions& options, const std::string& key,
                            const std::string& secret) {
  std::vector<workspace::ImportedSecret> ring, signing;
  if (options.keeps) ring.push_back({workspace::apiKeySecret(profile.provider), {}, key, false});
  for (const auto& route : profile.routes) {
    if (secret.empty() || route.provider != profile.provider) continue;
    (options.secretFile.empty() ? ring : signing).push_back({route.secretName, {}, secret, true});
    break;
  }
  if (!signing.empty())
    if (const auto written = writeSecretFile(options.secretFile, signing); !written) return failure(written.error());
  return ring.empty() ? Result<void>() : storeInKeyRing(profile.id, ring);
}

Result<operations::Registration> askForEndpoint(const ConnectOptions& options, const workspace::Profile& profile,
                                                providers::BillingProvider& provider) {
  const bool anywhere = !profile.apiBase.empty();
  if (const auto fit = operations::checkEndpointUrl(options.endpoint, anywhere); !fit) return failure(fit.error());
  if (options.registers) return operations::registerEndpoint(provider, profile, options.endpoint, {});
  auto state = operations::checkEndpoint(provider, profile, options.endpoint, {});
  if (!state) return failure(state.error());
  return operations::Registration{std::move(*state), {}};
}

int tryAndTell(const ConnectOptions& options, const workspace::Profile& profile, const std::string& key) {
  const SystemClock clock;
  const auto client = http::makeNetworkClient();
  const auto maker = makerFor(profile, *client, clock);
  const auto trial = operations::tryKey(profile, key, maker, {});
  if (!trial) return failConnect(trial.error(), exitCodeOfConnect(trial.error()));
  ConnectOutcome outcome{*trial, std::nullopt, false};
  if (trial->accepted) {
    operations::Registration registration;
    const std::string used = operations::lookAtKey(profile.provider, key).key;
    if (!options.endpoint.empty()) {
      const auto provider = maker(used, profile.live());
      auto asked = askForEndpoint(options, profile, *provider);
      if (!asked) return failConnect(asked.error(), exitCodeOfConnect(asked.error()));
      registration = std::move(*asked);
      outcome.endpoint = registration.state;
    }
    if (const auto kept = keepConnection(profile, options, used, registration.secret); !kept)
      return failConnect(kept.error(), Negative);
    outcome.kept = options.keeps;
  }
  options.json ? tellConnectJson(profile, outcome) : tellConnect(profile, outcome);
  const bool sends = !outcome.endpoint || (outcome.endpoint->registered && outcome.endpoint->missingTypes.isEmpty());
  return trial->accepted && sends ? Ok : Negative;
}

int runConnect(const ConnectOptions& options) {
  auto profile = readWorkspace(options.workspace);
  if (!profile) return failConnect(profile.error(), Unreadable);
  if (options.registers && !options.keeps && options.secretFile.empty())
    return failConnect({ErrorKind::InvalidInput,
                        "no_place_for_the_secret",
                        "The endpoint's secret has no place to go",
                        "The provider may tell it once only",
                        "Add --keep or --secret-file FILE",
                        false,
                        {}},
                       Usage);
  if (profile->live() && (options.registers || options.keeps) && options.hand.unlock.size() < 3)
    return failConnect({ErrorKind::Forbidden,
                        "live_locked",
                        "Live mode is locked",
                        "The key and the endpoint concern real customers",
                        "Say why: --unlock \"reason\"",
                        false,
                        {}},
                       Negative);
  if (!options.provider.base.empty()) profile->apiBase = options.provider.base;
  if (workspace::usesSandbox(*profile))
    return failConnect({ErrorKind::InvalidInput,
                        "sandbox_base",
                        "The workspace speaks to the sandbox",
                        {},
                        "Say where it is: --base http://127.0.0.1:4010 (billingctl sandbox prints its address)",
                        false,
                        {}},
                       Unreadable);
  const auto key = apiKeyOf(*profile, options.provider);
  if (!key) return failConnect(key.error(), Unreadable);
  return tryAndTell(options, *profile, *key);
}

}  // namespace

void addConnectCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<ConnectOptions>();
  CLI::App* command = root.add_subcommand("connect", "Try the provider's key; check or register the webhook endpoint");
  command->add_option("--workspace", options->workspace, "Profile, or the id of one that comes with the program")
      ->required();
  addProviderOptions(*command, options->provider);
  auto* endpoint = command->add_option("--endpoint", options->endpoint,
                                       "Public URL that leads to the listener: a server's or a tunnel's");
  command->add_flag("--register", options->registers, "Register it, or add what it does not send")->needs(endpoint);
  auto* keep = command->add_flag("--keep", options->keeps, "Keep the key (and the endpoint's secret) in the key ring");
  command->add_option("--secret-file", options->secretFile, "New FILE for the endpoint's secret, mode 600")
      ->needs(endpoint);
  static_cast<void>(keep);
  addHandOptions(*command, options->hand);
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer(
      "Without --register nothing is changed at the provider. A live key is refused in a test workspace and the other "
      "way round.\n"
      "Exit code 0: accepted, and the endpoint sends what is needed; 1: refused, or not registered, or not complete; "
      "3: no key, or no such workspace; 5: nobody answers.");
  command->callback([options, &exitCode] { exitCode = runConnect(*options); });
}

}  // namespace billing::ctl
