// Where imported secrets go: the key ring, or a file that only its owner can read.
#pragma once

#include <string>
#include <vector>

#include "support/result.h"
#include "workspace/import/envimport.h"

namespace billing::ctl {

/// As entries "<workspace>/<name>". Unavailable "no_key_ring" where nothing would be kept.
[[nodiscard]] Result<void> storeInKeyRing(const std::string& workspaceId,
                                          const std::vector<workspace::ImportedSecret>& secrets);

/// The signing secrets, one a line, as --secret-file reads them. The file must not exist yet; it is made with mode 600.
/// Gives how many were written.
[[nodiscard]] Result<int> writeSecretFile(const std::string& path,
                                          const std::vector<workspace::ImportedSecret>& secrets);

}  // namespace billing::ctl
