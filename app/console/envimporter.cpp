// The catalogue's side of importing an .env file: read it, show what becomes of it, then write profile and secrets.
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include "app/console/onpool.h"
#include "app/console/workspacecatalogue.h"
#include "workspace/import/tomledit.h"
#include "workspace/keyring.h"
#include "workspace/shippedprofiles.h"

namespace billing::console {
namespace {

using ui::ImportPreview;
using ui::ImportRequest;

Result<std::string> readEnv(const QString& file) {
  QFile opened(file);
  if (opened.open(QIODevice::ReadOnly)) return opened.readAll().toStdString();
  return failure(ErrorKind::NotFound, "env_unreadable", file.toStdString() + " cannot be read",
                 opened.errorString().toStdString());
}

// A team's own data is never mixed with a demo's.
Result<std::string> baseFor(const ImportRequest& request) {
  auto base = workspace::shippedProfileText(request.base.toStdString());
  if (!base) return base;
  const auto set = [&base](const char* path, const std::string& value) {
    *base = workspace::withSetting(*base, path, value).value_or(*base);
  };
  set("demo", "false");
  if (!request.name.isEmpty()) set("name", workspace::tomlText(request.name.toStdString()));
  return base;
}

Result<ImportPreview> preview(const ImportRequest& request) {
  const auto text = readEnv(request.envFile);
  if (!text) return failure(text.error());
  const auto base = baseFor(request);
  if (!base) return failure(base.error());
  auto import = workspace::importEnv(*text, QFileInfo(request.envFile).fileName().toStdString(), *base,
                                     request.base.toStdString() + ".toml");
  if (!import) return failure(import.error());
  return ImportPreview{request, std::move(*import)};
}

Result<QString> write(const std::string& text, const QString& file) {
  QSaveFile saved(file);
  const QByteArray bytes = QByteArray::fromStdString(text);
  if (saved.open(QIODevice::WriteOnly) && saved.write(bytes) == bytes.size() && saved.commit()) return file;
  return failure(ErrorKind::ReadOnly, "profile_not_written", file.toStdString() + " cannot be written",
                 saved.errorString().toStdString(), "Choose a folder of your own");
}

QFuture<Result<void>> keep(const std::vector<workspace::ImportedSecret>& secrets, const QString& workspaceId,
                           const std::shared_ptr<workspace::KeyRing>& ring) {
  if (!secrets.empty() && std::dynamic_pointer_cast<workspace::SessionKeyRing>(ring))
    return QtFuture::makeReadyFuture(Result<void>(
        failure(ErrorKind::Unavailable, "no_key_ring", "There is no key ring that keeps the secrets of the file",
                "Neither the profile nor the settings may hold them",
                "Unlock the desktop's key ring and import again, or enter them under Webhooks, Signing secrets")));
  auto chain = QtFuture::makeReadyFuture(Result<void>());
  for (const auto& secret : secrets)
    chain = chain
                .then([ring, entry = workspaceId + QLatin1Char('/') + QString::fromStdString(secret.name),
                       text = secret.text](Result<void> before) {
                  return before ? ring->write(entry, text) : QtFuture::makeReadyFuture(before);
                })
                .unwrap();
  return chain;
}

}  // namespace

QFuture<Result<ImportPreview>> WorkspaceCatalogue::previewImport(const ImportRequest& request) {
  return onPool<Result<ImportPreview>>([request] { return preview(request); });
}

QFuture<Result<QString>> WorkspaceCatalogue::saveImport(const ImportPreview& shown, const QString& file) {
  const auto written = write(shown.import.profileText, file);
  if (!written) return QtFuture::makeReadyFuture(written);
  return workspace::openKeyRing()
      .then([secrets = shown.import.secrets, id = QFileInfo(file).completeBaseName()](
                std::shared_ptr<workspace::KeyRing> ring) { return keep(secrets, id, ring); })
      .unwrap()
      .then([file](const Result<void>& kept) {
        return kept ? Result<QString>(file) : Result<QString>(failure(kept.error()));
      });
}

}  // namespace billing::console
