// Keys name things: two with the same key cannot be told apart.
#pragma once

#include <algorithm>
#include <string>

#include "workspace/reading/tablereader.h"

namespace billing::workspace {

/// Notes a mistake at the table's key when one of `known` has it too.
template <class Rules>
void refuseTwin(TableReader& table, const Rules& known, const std::string& key, const char* kind) {
  const bool twice = std::ranges::any_of(known, [&](const auto& other) { return other.key == key; });
  if (twice && !key.empty())
    table.mistake("key", "there are two " + std::string(kind) + " with the key “" + key + "”",
                  "Give each a key of its own");
}

}  // namespace billing::workspace
