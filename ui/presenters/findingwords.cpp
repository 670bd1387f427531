#include "ui/presenters/findingwords.h"

#include <QFileInfo>
#include <QStringList>
#include <algorithm>

#include "ui/presenters/text.h"

namespace billing::ui {

using workspace::Finding;
using workspace::Severity;

SeverityLook severityLook(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return {say("error"), QStringLiteral("error"), Tone::Danger};
    case Severity::Warning:
      return {say("warning"), QStringLiteral("warning"), Tone::Warning};
    case Severity::Advice:
      break;
  }
  return {say("advice"), QStringLiteral("info"), Tone::Info};
}

QString placeOf(const Finding& finding) {
  const QString file = QFileInfo(QString::fromStdString(finding.file)).fileName();
  return finding.line > 0 ? QStringLiteral("%1:%2").arg(file).arg(finding.line) : file;
}

QString lineOf(const Finding& finding) {
  return QStringLiteral("%1: %2: %3 %4 [%5]")
      .arg(placeOf(finding), severityLook(finding.severity).word, QString::fromStdString(finding.what),
           QString::fromStdString(finding.fix), QString::fromStdString(finding.code));
}

int countOf(const std::vector<Finding>& findings, Severity severity) {
  return static_cast<int>(
      std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.severity == severity; }));
}

QString summaryOf(const std::vector<Finding>& findings) {
  const int errors = countOf(findings, Severity::Error);
  const int warnings = countOf(findings, Severity::Warning);
  const int advice = countOf(findings, Severity::Advice);
  QStringList parts;
  if (errors > 0) parts << (errors == 1 ? say("1 error") : say("%1 errors").arg(errors));
  if (warnings > 0) parts << (warnings == 1 ? say("1 warning") : say("%1 warnings").arg(warnings));
  if (advice > 0) parts << (advice == 1 ? say("1 piece of advice") : say("%1 pieces of advice").arg(advice));
  return parts.isEmpty() ? say("Nothing to mend") : parts.join(QStringLiteral(", "));
}

}  // namespace billing::ui
