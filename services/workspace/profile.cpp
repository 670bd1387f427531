#include "workspace/profile.h"

#include <filesystem>

#include "workspace/reading/profilereading.h"
#include "workspace/reading/textfile.h"

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
  const auto text = readTextFile(path);
  if (!text) return failure(text.error());
  auto profile = parseProfile(*text, path);
  if (profile) profile->id = std::filesystem::path(path).stem().string();
  return profile;
}

}  // namespace billing::workspace
