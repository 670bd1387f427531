// The catalogue's side of making a workspace for the other mode, or for the provider itself in place of the sandbox.
#include <QFileInfo>
#include <QSaveFile>

#include "app/console/onpool.h"
#include "app/console/workspacecatalogue.h"
#include "workspace/connection.h"
#include "workspace/import/tomledit.h"

namespace billing::console {
namespace {

// Another mode's data is never mixed with this one's: no demo, and a database of its own, named like the file.
Result<std::string> variantText(const WorkspaceSource& source, const ui::WorkspaceVariant& variant) {
  auto text = source.text();
  if (!text) return text;
  const auto profile = source.read();
  if (!profile) return failure(profile.error());
  const std::string base =
      variant.sandbox ? workspace::kSandboxBase : workspace::providerBase(profile->provider, variant.live);
  std::vector<std::pair<const char*, std::string>> settings{
      {"name", workspace::tomlText(variant.name.toStdString())},
      {"mode", workspace::tomlText(variant.live ? "live" : "test")},
      {"api_base", workspace::tomlText(base)},
      {"demo", "false"}};
  if (!profile->databaseFile.empty()) settings.emplace_back("database", workspace::tomlText(""));
  for (const auto& [path, value] : settings) {
    auto changed = workspace::withSetting(*text, path, value);
    if (!changed)
      return failure(ErrorKind::InvalidInput, "profile_not_editable",
                     "The workspace's file cannot be changed line by line",
                     std::string("it writes ") + path + " in an unusual way",
                     "Copy the file and change mode and api_base by hand");
    text = std::move(*changed);
  }
  return text;
}

Result<QString> writeVariant(const std::string& text, const QString& file) {
  if (QFileInfo::exists(file))
    return failure(ErrorKind::Conflict, "file_exists", file.toStdString() + " is there already", {},
                   "Choose another name: a workspace is never written over");
  QSaveFile saved(file);
  const QByteArray bytes = QByteArray::fromStdString(text);
  if (saved.open(QIODevice::WriteOnly) && saved.write(bytes) == bytes.size() && saved.commit()) return file;
  return failure(ErrorKind::ReadOnly, "profile_not_written", file.toStdString() + " cannot be written",
                 saved.errorString().toStdString(), "Choose a folder of your own");
}

}  // namespace

QFuture<Result<QString>> WorkspaceCatalogue::saveVariant(const ui::WorkspaceVariant& variant, const QString& file) {
  return onPool<Result<QString>>([variant, file, key = current_]() -> Result<QString> {
    const auto source = workspaceSource(key.toStdString());
    if (!source) return failure(source.error());
    const auto text = variantText(*source, variant);
    if (!text) return failure(text.error());
    return writeVariant(*text, file);
  });
}

}  // namespace billing::console
