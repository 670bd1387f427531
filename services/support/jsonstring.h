// Writes strings as JSON, for the few places that build a small document by hand on a hot path.
#pragma once

#include <string>
#include <string_view>

namespace billing {

/// Appends `text`, which must be UTF-8, as a JSON string with its quotes.
void appendJsonString(std::string& out, std::string_view text);

}  // namespace billing
