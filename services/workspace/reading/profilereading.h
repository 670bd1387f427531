// A workspace file as far as it can be read, with everything that was wrong and where each setting stands.
#pragma once

#include <string>

#include "workspace/profile.h"
#include "workspace/reading/tablereader.h"

namespace billing::workspace {

struct ProfileReading {
  Profile profile;
  ReadingNotes notes;
  bool isToml = true;  ///< false: nothing could be read, and notes hold the one reason
};

[[nodiscard]] ProfileReading readProfileText(const std::string& text);

}  // namespace billing::workspace
