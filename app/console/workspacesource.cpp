#include "app/console/workspacesource.h"

#include <QFile>
#include <QFileInfo>

#include "workspace/shippedprofiles.h"

namespace billing::console {

Result<std::string> WorkspaceSource::text() const {
  if (!shippedId.empty()) return workspace::shippedProfileText(shippedId);
  QFile opened(QString::fromStdString(file));
  if (opened.open(QIODevice::ReadOnly)) return opened.readAll().toStdString();
  return failure(ErrorKind::NotFound, "workspace_unreadable", file + " cannot be read",
                 opened.errorString().toStdString());
}

Result<workspace::Profile> WorkspaceSource::read() const {
  return shippedId.empty() ? workspace::readProfile(file) : workspace::shippedProfile(shippedId);
}

Result<WorkspaceSource> workspaceSource(const std::string& idOrFile) {
  const QFileInfo info(QString::fromStdString(idOrFile));
  if (info.isFile()) return WorkspaceSource{{}, info.absoluteFilePath().toStdString()};
  if (auto shipped = workspace::shippedProfileText(idOrFile); !shipped) return failure(shipped.error());
  return WorkspaceSource{idOrFile, {}};
}

}  // namespace billing::console
