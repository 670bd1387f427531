// What is wrong with a checkout link or session, each finding with its fix.
#pragma once

#include <string>
#include <vector>

#include "workspace/configcheck.h"

namespace billing::operations {

struct LinkFinding {
  workspace::Severity severity = workspace::Severity::Error;
  std::string code;  ///< stable, snake_case: "unknown_product", "redirect_not_https"
  std::string part;  ///< of the link: "host", "product", "quantity", "redirect_url", "metadata", ...
  std::string what, fix;
  bool operator==(const LinkFinding&) const = default;
};
using LinkFindings = std::vector<LinkFinding>;

/// True when something would go wrong with it: warnings and advice are no errors.
[[nodiscard]] bool hasErrors(const LinkFindings& findings);

}  // namespace billing::operations
