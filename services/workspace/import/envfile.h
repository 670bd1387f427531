// An .env file as its variables, the way dotenv reads it, but for one thing: $NAME is text and never expanded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workspace/configcheck.h"

namespace billing::workspace {

struct EnvVariable {
  std::string name, value;
  int line = 0;  ///< where it begins, from 1
};

struct EnvFile {
  std::vector<EnvVariable> variables;  ///< each name once: the last one counts
  std::vector<Finding> findings;       ///< never with a value, nor with a line of the file
};

/// Comments, `export`, single, double and back quotes (also over several lines), CRLF and a byte order mark are
/// understood. A line that is none of these is a finding and left out.
[[nodiscard]] EnvFile parseEnvFile(std::string_view text, const std::string& sourceName);

}  // namespace billing::workspace
