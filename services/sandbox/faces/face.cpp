#include "sandbox/faces/face.h"

#include <algorithm>

namespace billing::sandbox {

std::string Call::field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const auto& field) { return http::equalsIgnoringCase(field.name, name); });
  return found == fields.end() ? std::string() : found->value;
}

}  // namespace billing::sandbox
