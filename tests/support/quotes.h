// JSON in tests, with single quotes for double ones: raw strings are more than the meta-object compiler can read.
#pragma once

#include <algorithm>
#include <string>

namespace billing::test {

[[nodiscard]] inline std::string json(std::string text) {
  std::ranges::replace(text, '\'', '"');
  return text;
}

}  // namespace billing::test
