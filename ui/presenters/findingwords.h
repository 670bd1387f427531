// Findings of the config check in words.
#pragma once

#include <QString>
#include <vector>

#include "ui/theme/tokens.h"
#include "workspace/configcheck.h"

namespace billing::ui {

struct SeverityLook {
  QString word;  ///< "error"
  QString icon;
  Tone tone = Tone::Muted;
};
[[nodiscard]] SeverityLook severityLook(workspace::Severity severity);

/// "persistq.toml:14"; without a line the file alone.
[[nodiscard]] QString placeOf(const workspace::Finding& finding);
/// "persistq.toml:14: error: what. fix [code]", one line, for tickets and terminals.
[[nodiscard]] QString lineOf(const workspace::Finding& finding);
[[nodiscard]] int countOf(const std::vector<workspace::Finding>& findings, workspace::Severity severity);
/// "2 errors, 1 warning, 3 pieces of advice"; "Nothing to mend" without any.
[[nodiscard]] QString summaryOf(const std::vector<workspace::Finding>& findings);

}  // namespace billing::ui
