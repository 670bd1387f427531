#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "app/billingctl/commands.h"
#include "app/billingctl/configoptions.h"
#include "app/billingctl/configtelling.h"
#include "app/billingctl/inputfile.h"
#include "app/billingctl/secretsout.h"
#include "workspace/import/tomledit.h"
#include "workspace/shippedprofiles.h"

namespace billing::ctl {
namespace {

int failImport(const Error& error, ExitCode code) {
  std::fprintf(stderr, "billingctl config: %s\n", describe(error).c_str());
  return code;
}

// A shipped workspace, a file, or the blank one under a new name. Real data is never mixed with a demo's.
Result<std::string> baseOf(const std::string& workspace) {
  auto text = workspace::shippedProfileText(workspace);
  if (!text && workspace.ends_with(".toml"))
    return readInput(workspace).map([](const QByteArray& bytes) { return bytes.toStdString(); });
  if (!text) {
    text = workspace::shippedProfileText("blank");
    if (text) text = workspace::withSetting(*text, "name", workspace::tomlText(workspace)).value_or(*text);
  }
  if (text) text = workspace::withSetting(*text, "demo", "false").value_or(*text);
  return text;
}

Result<void> writeProfile(const ConfigOptions& options, const std::string& text) {
  const auto path = QString::fromStdString(options.output);
  if (QFileInfo::exists(path) && !options.force)
    return failure(ErrorKind::Conflict, "output_exists", options.output + " exists already", {},
                   "Name another file, or add --force");
  QSaveFile file(path);
  const auto bytes = QByteArray::fromStdString(text);
  if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return {};
  return failure(ErrorKind::ReadOnly, "output_not_written", options.output + " cannot be written",
                 file.errorString().toStdString(), "Choose a folder of your own");
}

// Where the secrets went, as one sentence.
struct Stored {
  bool keyRing = false, file = false;
  std::string told;
};

Result<Stored> keepSecrets(const ConfigOptions& options, const workspace::EnvImport& import) {
  const auto number = std::to_string(import.secrets.size()) + (import.secrets.size() == 1 ? " secret" : " secrets");
  Stored stored;
  if (import.secrets.empty()) return Stored{false, false, "No secret was found"};
  if (!options.secretFileOut.empty()) {
    const auto written = writeSecretFile(options.secretFileOut, import.secrets);
    if (!written) return failure(written.error());
    stored.file = true;
    stored.told = std::to_string(*written) + " of " + number + " written to " + options.secretFileOut +
                  " (signing secrets only; keys belong into a key ring)";
  }
  if (options.storeSecrets) {
    const auto id = std::filesystem::path(options.output).stem().string();
    if (auto kept = storeInKeyRing(id, import.secrets); !kept) return failure(kept.error());
    stored.keyRing = true;
    stored.told += (stored.told.empty() ? "" : "; ") + number + " stored in the key ring as " + id + "/…";
  }
  if (stored.told.empty())
    stored.told = number + " found and not stored: add --store-secrets, or --secret-file-out FILE";
  return stored;
}

QJsonObject importJson(const ConfigOptions& options, const workspace::EnvImport& import, const Stored& stored) {
  QJsonArray variables;
  for (const auto& variable : import.variables)
    variables.append(QJsonObject{{QStringLiteral("name"), QString::fromStdString(variable.name)},
                                 {QStringLiteral("line"), variable.line},
                                 {QStringLiteral("becomes"), QString::fromStdString(variable.becomes)},
                                 {QStringLiteral("shown"), QString::fromStdString(variable.shown)}});
  return {{QStringLiteral("output"), QString::fromStdString(options.output)},
          {QStringLiteral("variables"), variables},
          {QStringLiteral("secretsFound"), static_cast<int>(import.secrets.size())},
          {QStringLiteral("storedInKeyRing"), stored.keyRing},
          {QStringLiteral("secretFile"), stored.file ? QString::fromStdString(options.secretFileOut) : QString()},
          {QStringLiteral("findings"), findingsJson(import.findings)}};
}

void tellImport(const ConfigOptions& options, const workspace::EnvImport& import, const Stored& stored) {
  if (options.json) {
    std::printf("%s\n", QJsonDocument(importJson(options, import, stored)).toJson(QJsonDocument::Compact).constData());
    return;
  }
  std::size_t widest = 0, wide = 0;
  for (const auto& variable : import.variables) {
    widest = std::max(widest, variable.name.size());
    wide = std::max(wide, variable.becomes.size());
  }
  for (const auto& variable : import.variables)
    std::printf("%-*s  %-*s  %s\n", static_cast<int>(widest), variable.name.c_str(), static_cast<int>(wide),
                variable.becomes.c_str(), variable.shown.c_str());
  for (const auto& finding : import.findings) std::printf("%s\n", findingText(finding).c_str());
  std::printf("%s written: %s.\n%s.\n", options.output.c_str(), summaryOf(import.findings).c_str(),
              stored.told.c_str());
}

}  // namespace

int importConfig(const ConfigOptions& options) {
  const auto env = readInput(options.envFile);
  if (!env) return failImport(env.error(), Unreadable);
  const auto base = baseOf(options.workspace);
  if (!base) return failImport(base.error(), Unreadable);
  const auto import = workspace::importEnv(env->toStdString(), options.envFile, *base, options.output);
  if (!import) return failImport(import.error(), Unreadable);
  if (auto written = writeProfile(options, import->profileText); !written) return failImport(written.error(), Negative);
  const auto stored = keepSecrets(options, *import);
  if (!stored) {
    tellImport(options, *import, {false, false, "No secret was stored"});
    return failImport(stored.error(), Negative);
  }
  tellImport(options, *import, *stored);
  return countOf(import->findings, workspace::Severity::Error) > 0 ? Negative : Ok;
}

}  // namespace billing::ctl
