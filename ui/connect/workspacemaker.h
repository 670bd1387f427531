// Makes workspaces for the other mode, or for the provider itself in place of the sandbox. A WorkspaceControl that can
// do it is one of these too.
#pragma once

#include <QFuture>
#include <QString>

#include "support/result.h"

namespace billing::ui {

/// A copy of the open workspace for another side of its provider: its plans and routes, without its data and secrets.
struct WorkspaceVariant {
  QString name;
  bool live = false;
  bool sandbox = false;  ///< speaks to the stand-in on this computer; in test mode only
};

class WorkspaceMaker {
 public:
  virtual ~WorkspaceMaker() = default;
  /// Writes the variant of what is open now to `file`, which is carried; it has a database and secrets of its own.
  /// Conflict "file_exists": nothing is ever written over.
  virtual QFuture<Result<QString>> saveVariant(const WorkspaceVariant& variant, const QString& file) = 0;
};

}  // namespace billing::ui
