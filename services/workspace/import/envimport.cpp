#include "workspace/import/envimport.h"

#include <algorithm>

#include "workspace/connection.h"
#include "workspace/import/envsettings.h"
#include "workspace/import/secretmask.h"
#include "workspace/import/tomledit.h"
#include "workspace/reading/profilereading.h"

namespace billing::workspace {
namespace {

// Takes the variables one by one into a copy of the base.
class EnvImporter {
 public:
  EnvImporter(const std::string& envName, const std::string& base) : envName_(envName) { import_.profileText = base; }

  EnvImport run(const EnvFile& file, const std::string& profileName) {
    import_.findings = file.findings;
    // Provider and mode first: they decide where the others go.
    takeMode(file.variables);
    for (const auto& variable : file.variables) take(variable);
    leaveSandbox();
    checkNodeEnv(file.variables);
    checkResult(profileName);
    return std::move(import_);
  }

 private:
  // As merged so far; read anew only after a change.
  [[nodiscard]] const Profile& profile() {
    if (readText_ != import_.profileText) {
      readText_ = import_.profileText;
      profile_ = readProfileText(readText_).profile;
    }
    return profile_;
  }

  void tell(Severity severity, std::string code, int line, std::string what, std::string fix) {
    import_.findings.push_back({severity, std::move(code), envName_, line, std::move(what), std::move(fix)});
  }
  void note(const EnvVariable& variable, std::string becomes, std::string shown) {
    import_.variables.push_back({variable.name, variable.line, std::move(becomes), std::move(shown)});
  }

  void merge(int line, const EnvSetting& setting) {
    if (auto merged = withSetting(import_.profileText, setting.path, setting.literal))
      import_.profileText = std::move(*merged);
    else
      tell(Severity::Error, "env_not_merged", line,
           "The workspace file writes " + setting.path + " in a way that cannot be changed here", "Write it by hand");
  }

  void takeMode(const std::vector<EnvVariable>& variables) {
    for (const auto& variable : variables)
      if (variable.name == "BILLING_PROVIDER")
        if (const auto answer = settingOf(variable.name, variable.value, profile()); answer.setting)
          merge(variable.line, *answer.setting);
    for (const auto& variable : variables)
      if (const auto mode = modeOf(variable.name, variable.value, profile().provider))
        merge(variable.line, {"mode", tomlText(*mode == Mode::Live ? "live" : "test"), {}});
  }

  void take(const EnvVariable& variable) {
    const Profile now = profile();
    if (const auto secret = secretNameOf(variable.name, now); !secret.empty()) return takeSecret(variable, secret, now);
    auto answer = settingOf(variable.name, variable.value, now);
    if (!answer.known()) answer = productOf(variable.name, variable.value, now);
    if (answer.refusal) {
      tell(Severity::Error, answer.refusal->code, variable.line, answer.refusal->what, answer.refusal->fix);
      return note(variable, "refused", hidden(variable));
    }
    if (!answer.setting) return passOver(variable);
    if (!answer.setting->path.empty()) merge(variable.line, *answer.setting);
    note(variable, answer.setting->path.empty() ? "noted" : answer.setting->path, answer.setting->shown);
  }

  void takeSecret(const EnvVariable& variable, const std::string& name, const Profile& now) {
    const auto& text = variable.value;
    const auto refuse = [&](const char* code, const std::string& why, const char* fix) {
      tell(Severity::Error, code, variable.line, variable.name + why, fix);
      note(variable, "refused", hidden(variable));
    };
    if (text == "disabled") {
      tell(Severity::Warning, "processing_disabled", variable.line,
           variable.name + " is “disabled”, which stops all processing and loses events",
           "Enter the real secret, and use the switch “Pause processing”: events are kept and replayed later");
      return note(variable, "not a secret", "disabled");
    }
    if (text.empty()) return refuse("secret_empty", " is empty", "Enter the secret");
    if (std::ranges::any_of(text, [](unsigned char c) { return c <= ' ' || c == 0x7f; }))
      return refuse("secret_with_space", " holds white space, so it was not copied as it is", "Copy it again");
    if (text.starts_with("v1,"))
      return refuse("secret_with_version", " begins with v1, as signatures do", "Leave out what is before whsec_");
    if (isPlaceholderSecret(text))
      return refuse("placeholder_secret", " is a placeholder", "Copy the secret from the provider's dashboard");
    const bool signs = std::ranges::any_of(now.routes, [&](const auto& route) { return route.secretName == name; });
    import_.secrets.push_back({name, variable.name, text, signs});
    note(variable, "secret " + name, maskedSecret(text));
  }

  void passOver(const EnvVariable& variable) {
    tell(Severity::Advice, "env_unknown", variable.line, variable.name + " is not a setting of the console",
         "Nothing need be done: it was left out");
    note(variable, "not used", hidden(variable));
  }

  // What is not understood could be a secret, whatever its name.
  static std::string hidden(const EnvVariable& variable) {
    return "…, " + std::to_string(variable.value.size()) + " characters";
  }

  // Whoever brings a key of the provider, or sells for real, means the provider and not its stand-in.
  void leaveSandbox() {
    const Profile now = profile();
    const bool hasKey = std::ranges::any_of(
        import_.secrets, [](const auto& secret) { return std::string_view(secret.name).ends_with(".api_key"); });
    if (now.apiBase != kSandboxBase || (!now.live() && !hasKey)) return;
    merge(0, {"api_base", tomlText(providerBase(now.provider, now.live())), {}});
  }

  void checkNodeEnv(const std::vector<EnvVariable>& variables) {
    const auto found = std::ranges::find(variables, "NODE_ENV", &EnvVariable::name);
    const bool production = found != variables.end() && found->value == "production";
    if (production && !profile().live())
      tell(Severity::Warning, "production_in_test_mode", found->line,
           "NODE_ENV is production, and the workspace is in test mode", "Set DODO_MODE=live, or take the live keys");
  }

  void checkResult(const std::string& profileName) {
    const Profile now = profile();
    std::vector<KnownSecret> known;
    known.reserve(import_.secrets.size());
    for (const auto& secret : import_.secrets) known.push_back({now.mode, secret.name, secret.text});
    auto facts = factsOf(known, now.mode);
    facts.secretNames.insert(now.api.tokenSecret);  // the console's own, in no .env file
    auto found = checkConfig(import_.profileText, profileName, facts);
    import_.findings.insert(import_.findings.end(), found.begin(), found.end());
  }

  std::string envName_, readText_;
  Profile profile_;
  EnvImport import_;
};

}  // namespace

Result<EnvImport> importEnv(const std::string& envText, const std::string& envName, const std::string& base,
                            const std::string& profileName) {
  if (auto readable = parseProfile(base, profileName); !readable) return failure(readable.error());
  return EnvImporter(envName, base).run(parseEnvFile(envText, envName), profileName);
}

std::vector<KnownSecret> secretsAmong(const std::vector<EnvVariable>& variables, const Profile& profile) {
  Mode mode = profile.mode;
  for (const auto& variable : variables)
    if (const auto told = modeOf(variable.name, variable.value, profile.provider)) mode = *told;
  std::vector<KnownSecret> secrets;
  for (const auto& variable : variables)
    // A placeholder or the word that stops processing is no secret that is set.
    if (const auto name = secretNameOf(variable.name, profile);
        !name.empty() && variable.value != "disabled" && !isPlaceholderSecret(variable.value))
      secrets.push_back({mode, name, variable.value});
  return secrets;
}

}  // namespace billing::workspace
