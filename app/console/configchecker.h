// The check of the workspace's file with what is known beside it: which secrets are set, and that none is used twice.
#pragma once

#include <QFuture>
#include <vector>

#include "app/console/signingsecrets.h"
#include "app/console/workspacesource.h"
#include "workspace/configcheck.h"

namespace billing::console {

/// Reads the file anew, off the caller's thread. Secrets are compared and go no further. `secrets` outlives the call,
/// not the future.
[[nodiscard]] QFuture<std::vector<workspace::Finding>> checkWorkspace(const WorkspaceSource& source,
                                                                      const workspace::Profile& profile,
                                                                      const WorkspaceSecrets& secrets);

}  // namespace billing::console
