#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <cstdio>
#include <filesystem>

#include "app/billingctl/commands.h"
#include "app/billingctl/configoptions.h"
#include "app/billingctl/configtelling.h"
#include "app/billingctl/inputfile.h"
#include "app/billingctl/waitfor.h"
#include "workspace/import/envimport.h"
#include "workspace/keyring.h"
#include "workspace/shippedprofiles.h"

namespace billing::ctl {
namespace {

using workspace::EnvVariable;

struct CheckedText {
  std::string id, name, text;
};

Result<CheckedText> checkedText(const ConfigOptions& options) {
  if (!options.workspace.empty())
    return workspace::shippedProfileText(options.workspace).map([&](std::string text) {
      return CheckedText{options.workspace, options.workspace + ".toml", std::move(text)};
    });
  return readInput(options.file).map([&](const QByteArray& bytes) {
    return CheckedText{std::filesystem::path(options.file).stem().string(), options.file, bytes.toStdString()};
  });
}

// Gathers what is known beside the file: names for what is missing, secrets only to be compared.
class FactGatherer {
 public:
  explicit FactGatherer(const CheckedText& checked) : id_(checked.id) {
    // A file with mistakes is checked without facts about its secrets: their names cannot be read.
    if (auto profile = workspace::parseProfile(checked.text, checked.name)) profile_ = std::move(*profile);
  }

  void addVariables(const std::vector<EnvVariable>& variables) {
    asked_ = true;
    for (const auto& variable : variables) environment_.insert(variable.name);
    for (auto& secret : workspace::secretsAmong(variables, profile_)) secrets_.push_back(std::move(secret));
  }

  // False where there is no key ring that keeps anything.
  bool addKeyRing() {
    const auto ring = waitFor(workspace::openKeyRing());
    if (!ring || std::dynamic_pointer_cast<workspace::SessionKeyRing>(*ring)) return false;
    asked_ = true;
    for (const auto& name : workspace::secretNamesOf(profile_)) {
      const auto found = waitFor((*ring)->read(QString::fromStdString(id_ + "/" + name)));
      if (found && *found && (*found)->has_value()) secrets_.push_back({profile_.mode, name, ***found});
    }
    return true;
  }

  [[nodiscard]] workspace::ConfigFacts facts() const {
    if (!asked_) return {};
    auto facts = workspace::factsOf(secrets_, profile_.mode);
    facts.environment = environment_;
    return facts;
  }

 private:
  std::string id_;
  workspace::Profile profile_;
  std::vector<workspace::KnownSecret> secrets_;
  std::set<std::string> environment_;
  bool asked_ = false;
};

std::vector<EnvVariable> ownVariables() {
  const auto environment = QProcessEnvironment::systemEnvironment();
  std::vector<EnvVariable> variables;
  for (const auto& name : environment.keys())
    variables.push_back({name.toStdString(), environment.value(name).toStdString(), 0});
  return variables;
}

int failCheck(const Error& error) {
  std::fprintf(stderr, "billingctl config: %s\n", describe(error).c_str());
  return Unreadable;
}

void tellCheck(const ConfigOptions& options, const std::string& name, const std::vector<workspace::Finding>& findings) {
  if (options.json) {
    const QJsonObject object{{QStringLiteral("file"), QString::fromStdString(name)},
                             {QStringLiteral("errors"), countOf(findings, workspace::Severity::Error)},
                             {QStringLiteral("warnings"), countOf(findings, workspace::Severity::Warning)},
                             {QStringLiteral("advice"), countOf(findings, workspace::Severity::Advice)},
                             {QStringLiteral("findings"), findingsJson(findings)}};
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    return;
  }
  for (const auto& finding : findings) std::printf("%s\n", findingText(finding).c_str());
  std::fprintf(stderr, "%s: %s\n", name.c_str(), summaryOf(findings).c_str());
}

}  // namespace

int checkConfigFiles(const ConfigOptions& options) {
  const auto checked = checkedText(options);
  if (!checked) return failCheck(checked.error());
  FactGatherer gatherer(*checked);
  std::vector<workspace::Finding> findings;
  for (const auto& path : options.envFiles) {
    const auto text = readInput(path);
    if (!text) return failCheck(text.error());
    const auto file = workspace::parseEnvFile({text->constData(), static_cast<std::size_t>(text->size())}, path);
    findings.insert(findings.end(), file.findings.begin(), file.findings.end());
    gatherer.addVariables(file.variables);
  }
  if (options.environment) gatherer.addVariables(ownVariables());
  if (options.keyRing && !gatherer.addKeyRing())
    std::fprintf(stderr, "billingctl config: no key ring answers here; secrets were not checked\n");
  const auto found = workspace::checkConfig(checked->text, checked->name, gatherer.facts());
  findings.insert(findings.end(), found.begin(), found.end());
  tellCheck(options, checked->name, findings);
  return countOf(findings, workspace::Severity::Error) > 0 ? Negative : Ok;
}

}  // namespace billing::ctl
