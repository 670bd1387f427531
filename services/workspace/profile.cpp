#include "workspace/profile.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "workspace/reading/profilereading.h"

namespace billing::workspace {

Result<Profile> parseProfile(const std::string& text, const std::string& sourceName) {
  auto reading = readProfileText(text);
  if (reading.notes.mistakes.empty()) return std::move(reading.profile);
  const auto& first = reading.notes.mistakes.front();
  const auto line = first.line > 0 ? ":" + std::to_string(first.line) : std::string();
  const auto more = reading.notes.mistakes.size() - 1;
  return failure(
      ErrorKind::InvalidInput, "bad_profile", sourceName + line + ": " + first.what,
      more == 0 ? std::string() : "and " + std::to_string(more) + (more == 1 ? " mistake" : " mistakes") + " more",
      first.fix);
}

Result<Profile> readProfile(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    return failure(ErrorKind::NotFound, "profile_unreadable", "The workspace file " + path + " cannot be read", {},
                   "Check the path and the rights of the file");
  std::ostringstream text;
  text << file.rdbuf();
  auto profile = parseProfile(text.str(), path);
  if (profile) profile->id = std::filesystem::path(path).stem().string();
  return profile;
}

}  // namespace billing::workspace
