#include "app/billingctl/configtelling.h"

#include <QJsonObject>
#include <algorithm>

namespace billing::ctl {
namespace {

QString qt(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string counted(int number, const char* one, const char* several) {
  if (number == 0) return std::string("no ") + several;
  return std::to_string(number) + " " + (number == 1 ? one : several);
}

}  // namespace

std::string findingText(const workspace::Finding& finding) {
  const auto line = finding.line > 0 ? ":" + std::to_string(finding.line) : std::string();
  return finding.file + line + ": " + std::string(workspace::toString(finding.severity)) + ": " + finding.what +
         ". Fix: " + finding.fix + ".";
}

QJsonArray findingsJson(const std::vector<workspace::Finding>& findings) {
  QJsonArray array;
  for (const auto& finding : findings)
    array.append(QJsonObject{{QStringLiteral("file"), qt(finding.file)},
                             {QStringLiteral("line"), finding.line},
                             {QStringLiteral("severity"), qt(workspace::toString(finding.severity))},
                             {QStringLiteral("code"), qt(finding.code)},
                             {QStringLiteral("what"), qt(finding.what)},
                             {QStringLiteral("fix"), qt(finding.fix)}});
  return array;
}

int countOf(const std::vector<workspace::Finding>& findings, workspace::Severity severity) {
  return static_cast<int>(std::ranges::count(findings, severity, &workspace::Finding::severity));
}

std::string summaryOf(const std::vector<workspace::Finding>& findings) {
  return counted(countOf(findings, workspace::Severity::Error), "error", "errors") + ", " +
         counted(countOf(findings, workspace::Severity::Warning), "warning", "warnings") + ", " +
         counted(countOf(findings, workspace::Severity::Advice), "piece of advice", "advice");
}

}  // namespace billing::ctl
