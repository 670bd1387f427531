#include "workspace/reading/profilereading.h"

#include <algorithm>

#include "workspace/rulesreader.h"

namespace billing::workspace {
namespace {

void readHead(TableReader& root, Profile& profile) {
  profile.name = root.name("name", "My workspace");
  profile.description = root.text("description");
  profile.mode = root.choice<Mode>("mode", {{"test", Mode::Test}, {"live", Mode::Live}}, Mode::Test);
  profile.provider =
      root.choice<Provider>("provider", {{"dodo", Provider::Dodo}, {"stripe", Provider::Stripe}}, Provider::Dodo);
  profile.apiBase = root.text("api_base");
  profile.timeZone = root.text("time_zone", profile.timeZone);
  readDatabase(root, profile);
  profile.demo = root.flag("demo", false);
}

}  // namespace

ProfileReading readProfileText(const std::string& text) {
  ProfileReading reading;
  try {
    const toml::table table = toml::parse(text);
    TableReader root(table, {}, reading.notes);
    readHead(root, reading.profile);
    readListener(root, reading.profile);
    readApi(root, reading.profile.api);
    readAdmin(root, reading.profile.admin);
    readCompany(root, reading.profile.company);
    readMetrics(root, reading.profile.metrics);
    readRules(root, reading.profile.rules);
    root.finish();
  } catch (const toml::parse_error& error) {
    reading.isToml = false;
    reading.notes.mistakes = {{static_cast<int>(error.source().begin.line), std::string(error.description()),
                               "Mend this line; texts stand in quotes, a table begins with [name]"}};
  }
  std::ranges::stable_sort(reading.notes.mistakes, {}, &Mistake::line);
  return reading;
}

}  // namespace billing::workspace
