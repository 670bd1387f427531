// A file of settings as text.
#pragma once

#include <string>

#include "support/result.h"

namespace billing::workspace {

/// NotFound when the file cannot be read; InvalidInput when it is larger than a file of settings can be (1 MiB).
[[nodiscard]] Result<std::string> readTextFile(const std::string& path);

}  // namespace billing::workspace
