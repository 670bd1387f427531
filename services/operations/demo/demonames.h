// People and companies of many countries, none of them real; every address ends in .example (RFC 2606).
#pragma once

#include <string>

#include "operations/demo/demorandom.h"

namespace billing::operations {

struct DemoName {
  std::string name;        ///< of a person or a company
  std::string email;       ///< plain ASCII
  bool euro = false;       ///< pays in euros
  std::string vatPercent;  ///< that is added to what it pays: "19"; empty: none
};

/// `number` makes companies of the same world different from each other.
[[nodiscard]] DemoName inventName(DemoRandom& random, int number);

}  // namespace billing::operations
