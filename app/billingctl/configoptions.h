// What `billingctl config` was asked.
#pragma once

#include <string>
#include <vector>

namespace billing::ctl {

struct ConfigOptions {
  bool json = false;
  // check
  std::string file, workspace;
  std::vector<std::string> envFiles;
  bool environment = false, keyRing = false;
  // import
  std::string envFile, output, secretFileOut;
  bool storeSecrets = false, force = false;
};

int checkConfigFiles(const ConfigOptions& options);
int importConfig(const ConfigOptions& options);

}  // namespace billing::ctl
