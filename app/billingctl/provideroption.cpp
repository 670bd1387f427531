#include "app/billingctl/provideroption.h"

#include <QByteArray>

#include "app/billingctl/inputfile.h"
#include "app/billingctl/waitfor.h"
#include "operations/connect/keylook.h"
#include "workspace/connection.h"
#include "workspace/keyring.h"

namespace billing::ctl {
namespace {

constexpr auto kHowToGiveAKey = "Give --key-file FILE or --key-env NAME, or connect the workspace in the console";

Result<std::string> trimmedKey(const QByteArray& text, const std::string& where) {
  const QByteArray key = text.trimmed().split('\n').first().trimmed();
  if (!key.isEmpty()) return key.toStdString();
  return failure(ErrorKind::InvalidInput, "empty_key", "There is no key in " + where, {}, kHowToGiveAKey);
}

Result<std::string> keyFromRing(const workspace::Profile& profile) {
  const auto missing = failure(ErrorKind::NotFound, "no_key", "No key of the provider is known", {}, kHowToGiveAKey);
  const auto ring = waitFor(workspace::openKeyRing());
  if (!ring) return missing;
  const QString entry = QString::fromStdString(profile.id + '/' + workspace::apiKeySecret(profile.provider));
  const auto key = waitFor((*ring)->read(entry));
  if (!key) return missing;
  if (!*key) return failure((*key).error());
  if (!(*key)->has_value()) return missing;
  return ***key;
}

}  // namespace

void addProviderOptions(CLI::App& command, ProviderOptions& options) {
  auto* file = command.add_option("--key-file", options.keyFile,
                                  "FILE whose first line is the provider's API key; - for standard input");
  command.add_option("--key-env", options.keyEnvironment, "NAME of the environment variable that holds the key")
      ->excludes(file);
  command.add_option("--base", options.base,
                     "Where the provider's API is, instead of what the profile says: http://127.0.0.1:4010 for the "
                     "sandbox");
}

Result<std::string> apiKeyOf(const workspace::Profile& profile, const ProviderOptions& options) {
  if (!options.keyFile.empty()) {
    const auto text = readInput(options.keyFile);
    if (!text) return failure(text.error());
    return trimmedKey(*text, options.keyFile);
  }
  if (!options.keyEnvironment.empty())
    return trimmedKey(qgetenv(options.keyEnvironment.c_str()), "the variable " + options.keyEnvironment);
  return keyFromRing(profile);
}

Result<std::unique_ptr<providers::BillingProvider>> providerOf(const workspace::Profile& profile,
                                                               const ProviderOptions& options, http::Client& client,
                                                               const Clock& clock) {
  if (options.base.empty() && workspace::usesSandbox(profile)) {
    return failure(ErrorKind::InvalidInput, "sandbox_base", "The workspace speaks to the sandbox", {},
                   "Say where it is: --base http://127.0.0.1:4010 (billingctl sandbox prints its address)");
  }
  const auto given = apiKeyOf(profile, options);
  if (!given) return failure(given.error());
  const auto look = operations::lookAtKey(profile.provider, *given);
  if (const auto why = operations::whyNotToUse(look, profile.provider, profile.live())) return failure(*why);
  const std::string& key = look.key;
  const std::string& base = options.base.empty() ? profile.apiBase : options.base;
  providers::Habits habits = profile.provider == Provider::Stripe ? providers::stripeHabits(base, key)
                                                                  : providers::dodoHabits(base, profile.live(), key);
  return providers::makeProvider(profile.provider, providers::makeTransport(client, std::move(habits), {}, clock),
                                 clock);
}

}  // namespace billing::ctl
