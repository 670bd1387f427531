// Where a workspace's profile comes from: a file, or one that ships with the program.
#pragma once

#include <QString>
#include <string>

#include "workspace/profile.h"

namespace billing::console {

struct WorkspaceSource {
  std::string shippedId;  ///< "persistq"; empty: it is a file
  std::string file;       ///< absolute

  /// As --workspace and the recent list take it.
  [[nodiscard]] QString key() const { return QString::fromStdString(shippedId.empty() ? file : shippedId); }
  [[nodiscard]] std::string name() const { return shippedId.empty() ? file : shippedId + ".toml"; }
  /// Read anew with each call.
  [[nodiscard]] Result<std::string> text() const;
  [[nodiscard]] Result<workspace::Profile> read() const;
};

/// NotFound "unknown_workspace" for what is neither a file that exists nor the id of one that ships.
[[nodiscard]] Result<WorkspaceSource> workspaceSource(const std::string& idOrFile);

}  // namespace billing::console
