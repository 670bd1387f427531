#include "workspace/configcheck.h"

#include <algorithm>

#include "workspace/checks/checks.h"
#include "workspace/reading/profilereading.h"
#include "workspace/reading/textfile.h"

namespace billing::workspace {

std::vector<Finding> checkConfig(const std::string& text, const std::string& sourceName, const ConfigFacts& facts) {
  const auto reading = readProfileText(text);
  std::vector<Finding> unread;
  unread.reserve(reading.notes.mistakes.size());
  for (const auto& mistake : reading.notes.mistakes)
    unread.push_back({Severity::Error, reading.isToml ? "bad_setting" : "not_toml", sourceName, mistake.line,
                      mistake.what, mistake.fix});
  if (!reading.isToml) return unread;

  FindingList found(sourceName, reading.notes.lines);
  const CheckedProfile checked{reading.profile, facts, found};
  for (const auto check : {checkProductIds, checkPrices, checkPlans, checkQuotas, checkAllowances, checkCredits,
                           checkEvents, checkRoutes, checkSecrets, checkSafety, checkLifecycle})
    check(checked);
  auto all = found.take();
  all.insert(all.begin(), unread.begin(), unread.end());
  std::ranges::stable_sort(all, {}, &Finding::line);
  return all;
}

Result<std::vector<Finding>> checkConfigFile(const std::string& path, const ConfigFacts& facts) {
  return readTextFile(path).map([&](const std::string& text) { return checkConfig(text, path, facts); });
}

}  // namespace billing::workspace
