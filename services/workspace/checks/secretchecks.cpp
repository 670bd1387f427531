#include <algorithm>
#include <map>

#include "workspace/checks/checks.h"
#include "workspace/connection.h"

namespace billing::workspace {
namespace {

constexpr int askedBytes = 32;  // of key material

// The variables that stand for a secret where there is no key ring.
std::vector<std::string> variablesOf(const std::string& secret) {
  if (secret == "dodo") return {"DODO_WEBHOOK_SECRET", "DODO_PAYMENTS_WEBHOOK_KEY"};
  if (secret == "stripe") return {"STRIPE_WEBHOOK_SECRET"};
  if (secret == "dodo.api_key") return {"DODO_API_KEY", "DODO_PAYMENTS_API_KEY"};
  if (secret == "stripe.api_key") return {"STRIPE_SECRET_KEY"};
  return {};
}

// Where the file speaks of a secret.
std::string pathOfSecret(const Profile& profile, const std::string& name) {
  for (std::size_t i = 0; i < profile.routes.size(); ++i)
    if (profile.routes[i].secretName == name) return at("listener.route", i) + ".secret";
  if (profile.api.enabled && profile.api.tokenSecret == name) return "api.token";
  return "provider";
}

bool isKnown(const ConfigFacts& facts, const std::string& name) {
  return facts.secretNames.contains(name) || std::ranges::any_of(variablesOf(name), [&](const auto& variable) {
           return facts.environment.contains(variable);
         });
}

void checkMissing(const CheckedProfile& checked, const std::string& name) {
  const auto& profile = checked.profile;
  if (!checked.facts.secretsKnown || isKnown(checked.facts, name)) return;
  const bool providerKey = name == apiKeySecret(profile.provider);
  if (name == kDatabaseSecret)
    return checked.found.add(Severity::Advice, "missing_secret", "database",
                             "The password of the team's database is not set: only a server that asks for none lets in",
                             "Enter it when the workspace opens, or start with --secret-file database=FILE");
  const bool token = profile.api.enabled && name == profile.api.tokenSecret;
  const auto severity = providerKey ? Severity::Advice : profile.live() ? Severity::Error : Severity::Warning;
  const auto variables = variablesOf(name);
  checked.found.add(severity, "missing_secret", pathOfSecret(profile, name),
                    "The secret “" + name + "” is not set: " +
                        (providerKey ? "the provider cannot be asked anything"
                         : token     ? "the local API would refuse every request"
                                     : "no delivery could be verified"),
                    "Enter it under Secrets" + (variables.empty() ? std::string(" in the console")
                                                                  : ", or set the variable " + variables.front()));
}

void checkStrength(const CheckedProfile& checked, const std::string& name, int bytes) {
  checked.found.add(checked.profile.live() ? Severity::Error : Severity::Warning, "weak_secret",
                    pathOfSecret(checked.profile, name),
                    "The secret “" + name + "” holds " + std::to_string(bytes) + " bytes, which can be guessed",
                    "Use " + std::to_string(askedBytes) + " random bytes: openssl rand -hex 32");
}

void checkMode(const CheckedProfile& checked, const std::string& name, const std::string& mode) {
  const std::string own = checked.profile.live() ? "live" : "test";
  if (mode == own) return;
  checked.found.add(Severity::Error, "key_of_other_mode", "mode",
                    "The secret “" + name + "” is a " + mode + " key, and the workspace is in " + own + " mode",
                    mode == "live" ? "Use the test key here, and change the live one if others could have seen it"
                                   : "Use the live key here");
}

int keyBytes(const std::string& text) {
  const auto underscore = text.starts_with("whsec_") ? std::size_t{6} : std::size_t{0};
  const auto own = text.substr(underscore);
  const bool hex = std::ranges::all_of(own, [](unsigned char c) { return std::isxdigit(c) != 0; });
  if (hex) return static_cast<int>(own.size() / 2);
  // Base64 carries six bits a character; so does a password of letters and digits at best.
  const auto padding = own.size() - own.find_last_not_of('=') - 1;
  return static_cast<int>((own.size() - padding) * 6 / 8);
}

std::string modeOfKey(const std::string& text) {
  for (const auto* prefix : {"sk_test_", "rk_test_", "pk_test_"})
    if (text.starts_with(prefix)) return "test";
  for (const auto* prefix : {"sk_live_", "rk_live_", "pk_live_"})
    if (text.starts_with(prefix)) return "live";
  return {};
}

bool isProviderKey(const std::string& name) {
  return name.ends_with(".api_key");
}

}  // namespace

ConfigFacts factsOf(const std::vector<KnownSecret>& secrets, Mode own) {
  constexpr int fewestBytes = 24;  // of the Standard Webhooks specification
  ConfigFacts facts;
  facts.secretsKnown = true;
  std::map<std::string, std::set<std::string>> byText;
  for (const auto& secret : secrets) {
    if (secret.text.empty()) continue;
    byText[secret.text].insert((secret.mode == Mode::Live ? "live/" : "test/") + secret.name);
    if (secret.mode != own) continue;
    facts.secretNames.insert(secret.name);
    if (const auto mode = modeOfKey(secret.text); !mode.empty()) facts.keyModes[secret.name] = mode;
    if (const int bytes = keyBytes(secret.text);
        bytes < fewestBytes && !isProviderKey(secret.name) && secret.name != kDatabaseSecret)
      facts.weakSecrets[secret.name] = bytes;
  }
  for (const auto& [text, names] : byText)
    if (names.size() > 1) facts.sameSecrets.push_back(names);
  return facts;
}

std::vector<std::string> secretNamesOf(const Profile& profile) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const auto& route : profile.routes) add(route.secretName);
  if (profile.api.enabled) add(profile.api.tokenSecret);
  add(apiKeySecret(profile.provider));
  if (profile.database.isUsed()) add(kDatabaseSecret);
  return names;
}

void checkSecrets(const CheckedProfile& checked) {
  const auto names = secretNamesOf(checked.profile);
  for (const auto& name : names) checkMissing(checked, name);
  for (const auto& [name, bytes] : checked.facts.weakSecrets) checkStrength(checked, name, bytes);
  for (const auto& [name, mode] : checked.facts.keyModes) checkMode(checked, name, mode);
  for (const auto& same : checked.facts.sameSecrets) {
    std::string all;
    for (const auto& name : same) all += (all.empty() ? "“" : " and “") + name + "”";
    checked.found.add(Severity::Error, "same_secret", "mode",
                      all + " are the same text: what leaks in one opens the other",
                      "Make a new secret for one of them");
  }
}

}  // namespace billing::workspace
