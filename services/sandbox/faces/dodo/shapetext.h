// Reads the text of a Shape.
#pragma once

#include <string_view>
#include <vector>

#include "sandbox/faces/dodo/shape.h"

namespace billing::sandbox::dodo {

[[nodiscard]] std::vector<FieldShape> fieldsFromText(std::string_view text);

}  // namespace billing::sandbox::dodo
