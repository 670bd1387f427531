// What the console was started with.
#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

namespace billing::console {

struct Options {
  std::string workspace;                 ///< file, or the id of one that ships; empty: what was open last, else asked
  std::string databaseFile;              ///< empty: what the workspace says, else the data folder
  std::optional<int> port;               ///< instead of the workspace's
  std::vector<std::string> secretFiles;  ///< [PATH=]FILE: secrets for all routes or for one, for this session only
  bool demo = false;                     ///< fill the demo workspace at once when it is empty
  bool listen = true;
  std::string tourFolder;  ///< take the tour, write its pictures there, and end
  std::string theme;       ///< light, dark, or empty: as the desktop
};

/// The options, or the exit code of a program that has nothing more to do (--help, a mistake).
struct Parsed {
  std::optional<Options> options;
  int exitCode = 0;
};
[[nodiscard]] Parsed parseOptions(int argc, char* argv[]);

}  // namespace billing::console
