// Who sits at this desktop, for reasons and reports.
#pragma once

#include <QString>

namespace billing::ui {

/// The name one logged in with; "console" where there is none.
[[nodiscard]] inline QString currentPerson() {
  for (const char* variable : {"USER", "LOGNAME", "USERNAME"})
    if (const QString name = qEnvironmentVariable(variable).trimmed(); !name.isEmpty()) return name;
  return QStringLiteral("console");
}

}  // namespace billing::ui
