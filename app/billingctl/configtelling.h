// How findings about a workspace file are printed.
#pragma once

#include <QJsonArray>
#include <string>
#include <vector>

#include "workspace/configcheck.h"

namespace billing::ctl {

/// "w.toml:12: error: what. Fix: how."
[[nodiscard]] std::string findingText(const workspace::Finding& finding);
[[nodiscard]] QJsonArray findingsJson(const std::vector<workspace::Finding>& findings);
[[nodiscard]] int countOf(const std::vector<workspace::Finding>& findings, workspace::Severity severity);
/// "1 error, 2 warnings, no advice".
[[nodiscard]] std::string summaryOf(const std::vector<workspace::Finding>& findings);

}  // namespace billing::ctl
